import { methodTraits } from './methods.ts';
import {
  type EnrollableMethod,
  enrollableMethods,
  type MethodKind,
  type MethodTraits,
  methodKinds,
} from './model.ts';

/** A set of methods, one bit each: a decision intersects and unites many of them, and `&`, `|`, `~` cost nothing. */
export type MethodSet = number;

const bits: Readonly<Record<MethodKind, MethodSet>> = {
  totp: 1 << 0,
  webauthn: 1 << 1,
  'backup-code': 1 << 2,
};

export const bitOf = (method: MethodKind): MethodSet => bits[method];

export const methodSet = (methods: Iterable<MethodKind>): MethodSet => {
  let set = 0;
  for (const method of methods) set |= bits[method];
  return set;
};

const has = (set: MethodSet, method: MethodKind): boolean => (set & bits[method]) !== 0;

/** In the order in which people are offered them: TOTP first (N5). */
export const methodsIn = (set: MethodSet): MethodKind[] => methodKinds.filter((method) => has(set, method));
export const enrollableIn = (set: MethodSet): EnrollableMethod[] =>
  enrollableMethods.filter((method) => has(set, method));

const withTrait = (holds: (traits: MethodTraits) => boolean): MethodSet =>
  methodSet(methodKinds.filter((method) => holds(methodTraits[method])));

export const allMethods = methodSet(methodKinds);
export const enrollable = methodSet(enrollableMethods);
export const backupCode = bitOf('backup-code');
/** All but the weak ones (rule 13). */
export const strongMethods = withTrait((traits) => traits.strength !== 'weak');

const needing: Readonly<Record<MethodTraits['needs'], MethodSet>> = {
  'typed-code': withTrait((traits) => traits.needs === 'typed-code'),
  browser: withTrait((traits) => traits.needs === 'browser'),
};

/** The methods that a channel with these abilities can carry. */
export const carriedBy = (abilities: Iterable<MethodTraits['needs']>): MethodSet => {
  let set = 0;
  for (const ability of abilities) set |= needing[ability];
  return set;
};
