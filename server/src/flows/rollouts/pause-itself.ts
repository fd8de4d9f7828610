import type { Instant } from '../../kernel/instant.ts';
import type { Role } from '../../policy/model.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rollout } from '../../ports/rollouts.ts';
import { type MailParts, queueMail } from '../mails/queue.ts';
import { rolloutPaused } from '../mails/rollouts.ts';
import { currentRules } from '../roll-out/current-rules.ts';
import { rolloutSubject } from './find.ts';

export type NoteSource = Pick<Repositories, 'rollouts' | 'audit'>;

const by = 'Sallyport itself';

/** What a rollout did by itself: in its own log, and in the audit log, which comes last in a transaction. */
export const noteStep = async (
  { rollouts, audit }: NoteSource,
  rollout: Rollout,
  kind: string,
  what: string,
  now: Instant,
  details: Readonly<Record<string, string | number>> = {},
): Promise<void> => {
  await rollouts.enter(rollout.id, { at: now, what, by });
  await audit.append({
    at: now,
    kind,
    actor: { kind: 'system' },
    subject: rolloutSubject(rollout),
    details,
  });
};

type Source = NoteSource & Pick<Repositories, 'users' | 'outbox' | 'policies' | 'settings'>;

/** Those who can resume it. */
const told: ReadonlySet<Role | null> = new Set<Role>(['owner', 'administrator']);

/** R13: nothing further starts; the owners and administrators are told why. What has started stays as it is. */
export const pauseItself = async (
  deps: MailParts,
  source: Source,
  rollout: Rollout,
  because: string,
  now: Instant,
): Promise<void> => {
  await source.rollouts.save({ ...rollout, state: 'paused', pause: { at: now, because, held: [] } });
  const rules = await currentRules(source);
  for (const { user } of await source.users.administrators()) {
    if (user.state !== 'active' || !told.has(user.role)) continue;
    await queueMail(source.outbox, deps, { user, rules, now }, rolloutPaused, {
      id: rollout.id,
      name: rollout.name,
      because,
    });
  }
  await noteStep(source, rollout, 'rollout.paused-itself', `Paused itself. ${because}`, now, { because });
};
