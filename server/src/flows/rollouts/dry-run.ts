import { meetAtActivation } from '@sallyport/contract/activation-words.ts';
import type { DryRun } from '@sallyport/contract/rollouts.ts';
import type { Settings } from '@sallyport/contract/settings.ts';
import type { Instant } from '../../kernel/instant.ts';
import { weekdayOf, zoneOf } from '../../policy/zone.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import type { Look } from '../administer/act.ts';
import { judgedNow } from '../time.ts';
import { type Crowd, readCrowds } from './crowds.ts';
import { findRollout } from './find.ts';
import { assumption, isInNoWave, longest, type SimulatedWave, simulate, simulatedWaves } from './simulate.ts';

type Deps = Look<'rollouts' | 'users' | 'groups' | 'standings' | 'policies' | 'settings'>;

/** What would happen from now on, day by day, whatever the state of the rollout. @throws Refusal `not-found` */
export const dryRun =
  ({ read, clock, rules: rulesInForce }: Deps) =>
  async (id: string): Promise<DryRun> => {
    const rollout = await findRollout(read, id);
    const now = await judgedNow(clock, read.audit);
    const rules = await rulesInForce(read);
    const crowds = await readCrowds(read, now);
    const waves = simulatedWaves(rollout, now, rules.settings.organisation.timeZone);
    const { cutShort, ...played } = simulate(rules, crowds, waves, now);
    return {
      assumption,
      timeZone: rules.settings.organisation.timeZone,
      ...played,
      warnings: [
        ...planWarnings(waves, played.waves, { rollout, settings: rules.settings, now }),
        ...peopleWarnings(waves, crowds, rules.settings),
        ...settingsWarnings(rules.settings),
        ...(cutShort
          ? [{ code: 'cut-short', message: `Only the first ${longest} days are played through.` }]
          : []),
      ],
    };
  };

type Warnings = DryRun['warnings'];

const planWarnings = (
  waves: readonly SimulatedWave[],
  counted: DryRun['waves'],
  {
    rollout,
    settings: { organisation },
    now,
  }: { readonly rollout: Rollout; readonly settings: Settings; readonly now: Instant },
): Warnings =>
  waves.flatMap((wave, number): Warnings => {
    const called = `Wave ${number + 1} “${wave.name}”`;
    const warnings: Warnings = [];
    const { people: active = 0, notActivated = 0 } = counted[number] ?? {};
    if (active === 0)
      warnings.push({
        code: 'wave-empty',
        message: `${called} has no active people${notActivated > 0 ? `, only ${notActivated} not activated yet` : ''}.`,
      });
    if (wave.started !== null) return warnings;
    const { day } = zoneOf(organisation.timeZone).localTime(wave.at);
    if (weekdayOf(day) > 5)
      warnings.push({
        code: 'starts-on-weekend',
        message: `${called} starts on a weekend, when few are there to help.`,
      });
    if (wave.startsAt < now)
      warnings.push({ code: 'start-passed', message: `${called} starts at once: its time has passed.` });
    if (wave.announced === null)
      warnings.push({
        code: 'not-announced',
        message: `${called} comes without an announcement${
          rollout.instructions === '' ? '.' : ': its people do not get your own words.'
        }`,
      });
    else if (wave.announced === now && wave.announcement.state === 'waiting')
      warnings.push({
        code: 'announced-late',
        message: `${called} is announced later than planned: the day for it has passed.`,
      });
    return warnings;
  });

const peopleWarnings = (
  waves: readonly SimulatedWave[],
  crowds: readonly Crowd[],
  { signIn }: Settings,
): Warnings => {
  const count = (which: (crowd: Crowd) => boolean): number =>
    crowds.filter(which).reduce((all, { people }) => all + people, 0);
  const left = count((crowd) => isInNoWave(waves, crowd));
  const bare = count(
    ({ one: { facts } }) =>
      facts.role !== null &&
      facts.state === 'active' &&
      !facts.authenticators.some(({ disabled }) => !disabled),
  );
  const staged = count(({ one: { facts } }) => facts.state === 'staged');
  return [
    ...(left > 0 ? [{ code: 'in-no-wave', message: `${people(left)} in no wave.` }] : []),
    ...(bare > 0
      ? [
          {
            code: 'administrator-without-method',
            message: `${people(bare, 'administrator')} without a second factor: they should lead the way.`,
          },
        ]
      : []),
    ...(staged > 0
      ? [
          {
            code: 'not-activated',
            message: `${people(staged)} not activated yet, and not counted from day to day: they ${meetAtActivation(signIn)}.`,
          },
        ]
      : []),
  ];
};

const people = (count: number, noun?: string): string => {
  const many = noun === undefined ? ['person', 'people'] : [noun, `${noun}s`];
  return count === 1 ? `1 ${many[0]} is` : `${count} ${many[1]} are`;
};

const settingsWarnings = ({ mail, organisation, enforcement }: Settings): Warnings => [
  ...(mail.smtp === null
    ? [
        {
          code: 'no-mail-server',
          message:
            'No mail server is set up: nobody is told by mail. The mails wait, and can be read in the portal.',
        },
      ]
    : []),
  ...(organisation.helpDesk === ''
    ? [
        {
          code: 'no-help-desk',
          message: 'The settings do not say whom people ask for help: mails cannot either.',
        },
      ]
    : []),
  ...(enforcement
    ? []
    : [
        {
          code: 'enforcement-off',
          message:
            'Enforcement was switched off on the server: nothing is required of anybody until it is on again.',
        },
      ]),
];
