import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

declare const brand: unique symbol;
/** A string that only the maker of its kind hands out, so that a user's id is never taken for a group's. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type UserId = Id<'user'>;
export type GroupId = Id<'group'>;
export type PolicyId = Id<'policy'>;
export type AuthenticatorId = Id<'authenticator'>;
export type SignInId = Id<'sign-in'>;
export type SessionId = Id<'session'>;
export type ChallengeId = Id<'challenge'>;
export type LinkId = Id<'link'>;
export type TokenId = Id<'token'>;
export type MailId = Id<'mail'>;
export type JobId = Id<'job'>;
export type BrowserId = Id<'browser'>;
export type BackupCodeId = Id<'backup-code'>;
export type RolloutId = Id<'rollout'>;
export type AccessCodeId = Id<'access-code'>;
export type ApprovalId = Id<'approval'>;
export type ExemptionId = Id<'exemption'>;

export type IdMaker = <K extends string>() => Id<K>;

/** UUID version 7 (RFC 9562 §5.7): ordered by time, so that new rows are neighbours in every index. */
export const idMaker =
  (clock: Clock, random: Random): IdMaker =>
  <K extends string>() => {
    const bytes = random.bytes(16);
    bytes.writeUIntBE(clock.now(), 0, 6);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<K>;
  };

/** For text that comes from outside or from storage; whether it exists is for storage to say. */
export const asId = <I extends Id<string>>(text: string): I => text as I;
