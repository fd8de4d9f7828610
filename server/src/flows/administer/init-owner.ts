import { CreateFirstOwner } from '@sallyport/contract/sign-in.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { IdMaker, UserId } from '../../kernel/ids.ts';
import { invalid } from '../../ports/refusal.ts';
import type { PasswordHasher } from '../../ports/secrets.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { actorOf, cliCaller, userSubject } from '../caller.ts';
import { checkNewPassword } from '../passwords.ts';
import type { RulesInForce } from '../rules.ts';
import { addFirstOwner, type FirstOwner } from '../setup.ts';
import type { SignInRepositories } from '../sign-in/deps.ts';
import { judgedNow } from '../time.ts';

interface Deps {
  readonly clock: Clock;
  readonly newId: IdMaker;
  readonly rules: RulesInForce;
  readonly hasher: Pick<PasswordHasher, 'hash'>;
  readonly read: Pick<SignInRepositories, 'policies' | 'settings' | 'audit'>;
  readonly transact: Transactions<SignInRepositories>;
}

const shape = CreateFirstOwner.omit({ token: true });

/**
 * The first owner, made on the server itself; the link that was printed is void. As every administrator they set up
 * their second factor at the first sign-in.
 * @throws Refusal `conflict` when there is an owner, `weak-password`, `invalid-request`
 */
export const initOwner =
  (deps: Deps) =>
  async (wanted: FirstOwner): Promise<UserId> => {
    const parsed = shape.safeParse(wanted);
    const [issue] = parsed.error?.issues ?? [];
    if (!parsed.success) throw invalid(issue?.path.join('.') ?? '', issue?.message ?? 'is not valid');
    const { password, ...owner } = parsed.data;
    const { settings } = await deps.rules(deps.read);
    checkNewPassword('password', password, { ...owner, organisation: settings.organisation.name });
    const passwordHash = await deps.hasher.hash(password);
    const now = await judgedNow(deps.clock, deps.read.audit);
    return deps.transact(async (source) => {
      const id = await addFirstOwner(deps, source, { ...owner, passwordHash }, now);
      const subject = userSubject({ id, username: owner.username });
      await source.audit.append({ kind: 'owner.created', at: now, actor: actorOf(cliCaller), subject });
      return id;
    });
  };
