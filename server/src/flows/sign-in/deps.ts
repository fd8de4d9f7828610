import type { SignInState } from '@sallyport/contract/sign-in.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Random } from '../../kernel/random.ts';
import type { Methods } from '../../methods/registry.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { PasswordHasher, Sealer } from '../../ports/secrets.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { RulesInForce } from '../rules.ts';

/** What the steps of a sign-in work with. */
export interface SignInDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: IdMaker;
  readonly origin: string;
  readonly methods: Methods;
  readonly sealer: Sealer;
  readonly hasher: PasswordHasher;
  readonly rules: RulesInForce;
  readonly read: SignInRepositories;
  readonly transact: Transactions<SignInRepositories>;
}

export type SignInRepositories = Pick<
  Repositories,
  | 'users'
  | 'standings'
  | 'periods'
  | 'authenticators'
  | 'backupCodes'
  | 'accessCodes'
  | 'checkUps'
  | 'signIns'
  | 'challenges'
  | 'decisions'
  | 'sessions'
  | 'knownBrowsers'
  | 'throttles'
  | 'policies'
  | 'settings'
  | 'links'
  | 'apiTokens'
  | 'audit'
  | 'outbox'
>;

/** Where a sign-in stands after a step, and the cookies that follow from it. */
export interface Step {
  readonly state: SignInState;
  /** A new sign-in began: its cookie's token. */
  readonly signInToken?: string;
  /** The sign-in is complete: the session's cookie's token, and the browser's. */
  readonly session?: { readonly token: string; readonly browserToken: string };
}
