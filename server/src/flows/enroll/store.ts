import type { IdMaker } from '../../kernel/ids.ts';
import { asId } from '../../kernel/ids.ts';
import type { Authenticator } from '../../ports/authenticators.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import { aboutThemselves } from '../caller.ts';
import { authenticatorAdded, authenticatorRenewed } from '../mails/authenticators.ts';
import { queueMail } from '../mails/queue.ts';
import { project } from '../projection.ts';
import type { RulesInForce } from '../rules.ts';
import type { Standpoint } from '../standpoint.ts';
import { type ConfirmedEnrollment, enrollmentBudget } from './confirm.ts';

export interface StoreDeps {
  readonly newId: IdMaker;
  readonly sealer: Sealer;
  readonly origin: string;
  readonly rules: RulesInForce;
}

type Source = Pick<
  Repositories,
  | 'challenges'
  | 'knownBrowsers'
  | 'authenticators'
  | 'backupCodes'
  | 'checkUps'
  | 'users'
  | 'standings'
  | 'policies'
  | 'settings'
  | 'audit'
  | 'outbox'
  | 'throttles'
>;

/**
 * The authenticator, and all that comes with it, in the transaction that has made sure it may be added.
 * @throws Refusal `used-code` when it was stored already, `conflict` when the authenticator is somebody's
 */
export const storeEnrollment = async (
  deps: StoreDeps,
  source: Source,
  standpoint: Standpoint,
  confirmed: ConfirmedEnrollment,
): Promise<Authenticator> => {
  const { user, facts, now } = standpoint;
  const { enrollment, method, name, issued, address } = confirmed;
  if (!(await source.challenges.consume(enrollment.id, now)))
    throw new Refusal('used-code', 'This enrollment was confirmed already.');
  const renewed = enrollment.replaces;
  if (renewed !== null && !(await source.authenticators.remove(user.id, asId(renewed))))
    throw invalid('id', 'the authenticator to renew is gone: begin again');
  const { defaultName: _, ...parts } = confirmed.authenticator;
  const authenticator: Authenticator = {
    ...parts,
    user: user.id,
    method,
    name,
    createdAt: now,
    lastUsedAt: null,
    disabledAt: null,
  };
  if (!(await source.authenticators.add(authenticator)))
    throw new Refusal('conflict', 'This authenticator is set up for somebody already: use another one.');
  // Whatever else was begun, or came to be known, while a password was enough.
  if (facts.authenticators.length === 0) {
    await source.challenges.removeAll(user.id);
    await source.knownBrowsers.removeAll(user.id);
    await source.checkUps.begin(user.id, now);
  }
  if (issued !== null) await source.backupCodes.replace(user.id, issued.stored, now);
  if (user.enrollmentDueFromActivation)
    await source.users.edit(user.id, { enrollmentDueFromActivation: false });
  await source.throttles.clear(enrollmentBudget(method, standpoint));
  await project(source, deps.rules, user.id, now);
  if (renewed === null) {
    const others = facts.authenticators.length > 0;
    await queueMail(source.outbox, deps, standpoint, authenticatorAdded, { method, name, others });
  } else await queueMail(source.outbox, deps, standpoint, authenticatorRenewed, { method, name });
  await source.audit.append({
    ...aboutThemselves(user, address, now),
    kind: renewed === null ? 'authenticator.added' : 'authenticator.renewed',
    details: { method, authenticator: authenticator.id, name, backupCodesIssued: issued !== null },
  });
  return authenticator;
};
