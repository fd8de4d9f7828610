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
  'temporary-access-code': 1 << 3,
};

export const bitOf = (method: MethodKind): MethodSet => bits[method];

export const methodSet = (methods: readonly MethodKind[]): MethodSet => {
  let set = 0;
  for (const method of methods) set |= bits[method];
  return set;
};

/** The same of a set of the language's own: asked for each method, which is quicker than to go through it. */
export const asMethodSet = (methods: ReadonlySet<MethodKind>): MethodSet => {
  let set = 0;
  for (const method of methodKinds) if (methods.has(method)) set |= bits[method];
  return set;
};

const has = (set: MethodSet, method: MethodKind): boolean => (set & bits[method]) !== 0;

export const allMethods = methodSet(methodKinds);

/** The members of every set there is, listed once and for all. */
const listed = <Kind extends MethodKind>(kinds: readonly Kind[]): ((set: MethodSet) => readonly Kind[]) => {
  const lists = Array.from({ length: allMethods + 1 }, (_, set) => kinds.filter((kind) => has(set, kind)));
  return (set) => lists[set] ?? [];
};

/** In the order in which people are offered them: TOTP first (N5). */
export const methodsIn = listed<MethodKind>(methodKinds);
export const enrollableIn = listed<EnrollableMethod>(enrollableMethods);

const withTrait = (holds: (traits: MethodTraits) => boolean): MethodSet =>
  methodSet(methodKinds.filter((method) => holds(methodTraits[method])));

export const enrollable = methodSet(enrollableMethods);
export const backupCode = bitOf('backup-code');
export const accessCode = bitOf('temporary-access-code');
/** All but the weak ones (rule 13). */
export const strongMethods = withTrait((traits) => traits.strength !== 'weak');

const needing = (ability: MethodTraits['needs']): MethodSet => withTrait(({ needs }) => needs === ability);
const needingCode = needing('typed-code');
const needingBrowser = needing('browser');

/** The methods that a channel with these abilities can carry. */
export const carriedBy = (abilities: ReadonlySet<MethodTraits['needs']>): MethodSet =>
  (abilities.has('typed-code') ? needingCode : 0) | (abilities.has('browser') ? needingBrowser : 0);
