/**
 * Who may import whom. Run by scripts/check-imports.ts, which also makes sure that every file was read.
 *
 *   5  main → compose            sees everything, config included
 *   4  api  protocols  cli  jobs  ·  storage  delivery  directory     (none sees another)
 *   3  flows
 *   2  methods  audit                                                 (neither sees the other)
 *   1  ports → policy            policy sees nothing but the ids and instants of kernel
 *   0  kernel     contract  radius
 */
const floors = [
  ['kernel'],
  ['policy'],
  ['ports'],
  ['methods', 'audit'],
  ['flows'],
  ['api', 'protocols', 'cli', 'jobs', 'storage', 'delivery', 'directory'],
];
const top = ['main', 'compose', 'config'];
const tests = '\\.test\\.tsx?$';

/** @param {string[]} names */
const folders = (names) => `^server/src/(${names.join('|')})/`;
const known = [folders([...floors.flat(), 'config']), '^server/src/(main|compose|assess-thread)\\.ts$'];

/** Nobody sees upwards, nor sideways on the same floor. Tests may: they put things together. */
const downOnly = floors.flatMap((floor, level) =>
  floor.map((name) => ({
    name: `${name}-looks-down-only`,
    comment: `${name} may import itself and what lies below: ${floors.slice(0, level).flat().join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: folders([name]), pathNot: tests },
    to: { path: '^server/src/', pathNot: [folders([name, ...floors.slice(0, level).flat()]), tests] },
  })),
);

const forbidden = [
  ...downOnly,
  {
    name: 'policy-is-pure',
    comment:
      'policy sees itself, and the ids and instants of kernel: no other part, no package, nothing of Node',
    severity: 'error',
    from: { path: folders(['policy']), pathNot: tests },
    to: { pathNot: [folders(['policy']), '^server/src/kernel/(ids|instant)\\.ts$', tests] },
  },
  {
    name: 'kernel-sees-nothing-of-ours',
    severity: 'error',
    from: { path: folders(['kernel']), pathNot: tests },
    to: { path: '^(contract|radius|agent|portal)/' },
  },
  {
    name: 'config-looks-down-only',
    comment: 'config may import kernel and contract; only main and compose import config',
    severity: 'error',
    from: { path: folders(['config']), pathNot: tests },
    to: { path: '^server/src/', pathNot: [folders(['config', 'kernel']), tests] },
  },
  {
    name: 'nobody-imports-main',
    severity: 'error',
    from: {},
    to: { path: '^server/src/main\\.ts$' },
  },
  {
    name: 'server-has-these-places-only',
    comment: `server/src holds ${[...floors.flat(), ...top].join(', ')}; a new folder needs a floor in this file`,
    severity: 'error',
    from: { path: '^server/src/', pathNot: known },
    to: {},
  },
  {
    name: 'server-sees-contract-and-radius-only',
    severity: 'error',
    from: { path: '^server/src/', pathNot: tests },
    to: { path: '^(portal|agent|test|bench|scripts)/' },
  },
  {
    name: 'contract-sees-nothing-of-ours',
    comment: 'contract runs in browsers too, so nothing of Node either',
    severity: 'error',
    from: { path: '^contract/', pathNot: tests },
    to: { pathNot: ['^contract/', 'node_modules/'] },
  },
  {
    name: 'radius-sees-nothing-of-ours',
    severity: 'error',
    from: { path: '^radius/', pathNot: tests },
    to: { path: '^(server|contract|portal|agent|test|bench|scripts)/' },
  },
  {
    name: 'portal-sees-contract-only',
    severity: 'error',
    from: { path: '^portal/src/', pathNot: tests },
    to: { path: '^(server|radius|agent|test|bench|scripts)/' },
  },
  {
    name: 'agent-sees-contract-and-radius-only',
    severity: 'error',
    from: { path: '^agent/', pathNot: tests },
    to: { path: '^(server|portal|test|bench|scripts)/' },
  },
  {
    name: 'no-tests-in-what-runs',
    severity: 'error',
    from: { pathNot: [tests, '^(test|bench|scripts)/'] },
    to: { path: [tests, '^test/'] },
  },
  {
    name: 'no-barrels-in-the-server',
    comment: 'import from the file that holds it',
    severity: 'error',
    from: {},
    to: { path: '^server/src/.*\\bindex\\.ts$' },
  },
  { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.)' },
    tsPreCompilationDeps: true, // `import type` counts too
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    cache: false,
  },
};
