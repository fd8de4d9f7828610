import type { EditSettings, Settings } from '@sallyport/contract/settings.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Sealer } from '../../../ports/secrets.ts';
import { smtpPasswordContext } from '../../../ports/settings.ts';
import type { Administrator } from '../../caller.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import { decision } from '../../roll-out/lock-out.ts';
import { membersOf } from '../../roll-out/members.ts';
import { standpointsOf } from '../../roll-out/standpoints.ts';
import { sweep } from '../../roll-out/sweep.ts';
import { refuseUnusable } from '../../roll-out/usable-methods.ts';
import type { Rules } from '../../rules.ts';
import { type Act, act } from '../act.ts';
import { withoutSecret } from './read.ts';

interface Deps
  extends Act<
    'settings' | 'policies' | 'users' | 'groups' | 'periods' | 'standings' | 'jobs' | 'authenticators'
  > {
  readonly sealer: Sealer;
}

/**
 * What is left out stays. In force at the next login, for everybody.
 * @throws Refusal `invalid-request`, `would-lock-out`
 */
export const editSettings =
  (deps: Deps) =>
  async (caller: Administrator, changes: EditSettings): Promise<Settings> =>
    act(deps, caller, async (source, now, record) => {
      const revision = await source.policies.raiseRevision();
      const before = await source.settings.read();
      const after = merged(before, changes, deps.sealer);
      await source.settings.write(after);
      const rules = await currentRules(source);
      refuseUnusable(rules, 'methods.enabled');
      if (before.methods.enabled.some((method) => !after.methods.enabled.includes(method)))
        await refuseStranding(source, rules, now);
      if (decisionsChange(changes))
        await sweep(source, deps.newId, rules, { subject: { kind: 'everyone' }, startsAt: now });
      record({
        kind: 'settings.changed',
        subject: { kind: 'settings', id: 'organisation' },
        details: { fields: fieldsOf(changes), revision },
      });
      return withoutSecret(after);
    });

/** Section by section; `enforcement` belongs to the rescue command. */
const merged = (before: Settings, changes: EditSettings, sealer: Sealer): Settings => ({
  ...before,
  organisation: { ...before.organisation, ...given(changes.organisation) },
  methods: {
    enabled: changes.methods?.enabled ?? before.methods.enabled,
    totp: { ...before.methods.totp, ...given(changes.methods?.totp) },
  },
  signIn: { ...before.signIn, ...given(changes.signIn) },
  sessions: { ...before.sessions, ...given(changes.sessions) },
  mail: {
    ...before.mail,
    ...(changes.mail?.from !== undefined && { from: changes.mail.from }),
    ...(changes.mail?.smtp !== undefined && { smtp: sealedSmtp(before, changes.mail.smtp, sealer) }),
  },
});

/** Without what is there but undefined, as schemas of optional fields leave it. */
const given = <T extends object>(changes: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** A password left out or empty is the stored one; it is dropped with the host or user it was for. */
const sealedSmtp = (
  before: Settings,
  smtp: Settings['mail']['smtp'],
  sealer: Sealer,
): Settings['mail']['smtp'] => {
  if (smtp === null) return null;
  const { password, ...relay } = smtp;
  if (password) return { ...relay, password: sealer.seal(password, smtpPasswordContext) };
  const same = before.mail.smtp?.host === relay.host && before.mail.smtp.username === relay.username;
  const kept = same ? before.mail.smtp?.password : undefined;
  return { ...relay, ...(kept !== undefined && { password: kept }) };
};

/** Rules 6, 12: with a method gone, somebody may be left with nothing to prove, or nothing to set up. */
const refuseStranding = async (
  source: Pick<Repositories, 'users' | 'groups' | 'policies' | 'standings'>,
  rules: Rules,
  now: Instant,
): Promise<void> => {
  for await (const users of membersOf(source, { kind: 'everyone' }, now)) {
    const stranded = (await standpointsOf(source, rules, users, now)).filter((standpoint) => {
      const decided = decision(standpoint);
      return decided.outcome === 'deny' && decided.code === 'no-usable-method';
    });
    if (stranded.length === 0) continue;
    const names = stranded.slice(0, 5).map(({ user }) => user.username);
    throw new Refusal(
      'would-lock-out',
      `Some could not sign in any more, for they have or owe nothing else, e.g. ${names.join(', ')}.`,
      { errors: [{ field: 'methods.enabled', message: 'some users have or owe nothing else' }] },
    );
  }
};

/** Those that a decision or a standing depends on. */
const decisionsChange = ({ methods, signIn }: EditSettings): boolean =>
  methods?.enabled !== undefined || signIn?.enrollAtActivation !== undefined;

/** Which were changed, never to what: some are secret. */
const fieldsOf = (changes: EditSettings): string[] =>
  Object.entries(changes).flatMap(([section, fields]) =>
    Object.keys(fields ?? {}).map((field) => `${section}.${field}`),
  );
