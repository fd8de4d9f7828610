import type { BackupCodes } from '@sallyport/contract/me.ts';
import { isoTime } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Client, SessionCaller } from '../caller.ts';
import { backupCodesRenewed } from '../mails/authenticators.ts';
import { queueMail } from '../mails/queue.ts';
import { type AccountDeps, aboutOneself, standpointOf } from './deps.ts';
import { refuseUnproved } from './fresh-proof.ts';

/** A new set, shown once; the old one is void. */
export const renewBackupCodes =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, client: Client): Promise<BackupCodes> => {
    const issued = await deps.methods['backup-code'].issue(caller.user);
    return deps.transact(async (source) => {
      const standpoint = await standpointOf(deps, caller.user, source, 'lock');
      await refuseUnproved(source, standpoint, caller);
      const { facts, now } = standpoint;
      if (facts.authenticators.length === 0)
        throw new Refusal('not-expected', 'Set up an authenticator first: backup codes stand in for one.');
      await source.backupCodes.replace(caller.user, issued.stored, now);
      await queueMail(source.outbox, deps, standpoint, backupCodesRenewed, {});
      await source.audit.append({ ...aboutOneself(caller, client, now), kind: 'backup-codes.renewed' });
      return { codes: [...issued.codes], createdAt: isoTime(now) };
    });
  };
