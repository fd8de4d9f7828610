import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';

/** What can be set up, TOTP first. */
export const methods = ['totp', 'webauthn'] as const satisfies readonly EnrollableMethod[];

/** `value` if it is one of `known`: addresses can be typed by hand. */
export const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((word) => word === value);

export const someText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without keys whose value is undefined. */
export function withoutAbsent<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}
