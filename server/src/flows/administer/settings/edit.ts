import type { EditSettings, Settings } from '@sallyport/contract/settings.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Sealer } from '../../../ports/secrets.ts';
import { smtpPasswordContext } from '../../../ports/settings.ts';
import { type Administrator, actorOf } from '../../caller.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import { refuseStranding } from '../../roll-out/lock-out.ts';
import { sweep } from '../../roll-out/sweep.ts';
import { refuseUnusable } from '../../roll-out/usable-methods.ts';
import { type Act, act } from '../act.ts';
import { refuseWithoutProof } from '../fresh-proof.ts';
import { restartStream, sealedTarget } from './audit-stream.ts';
import { withoutSecret } from './read.ts';
import { refuseStrictProfile } from './strict-profile.ts';

interface Deps
  extends Act<
    | 'settings'
    | 'policies'
    | 'users'
    | 'groups'
    | 'periods'
    | 'standings'
    | 'jobs'
    | 'authenticators'
    | 'sessions'
    | 'auditStream'
  > {
  readonly sealer: Sealer;
}

/**
 * What is left out stays. In force at the next login, for everybody.
 * @throws Refusal `step-up-required`, `invalid-request`, `would-lock-out`
 */
export const editSettings =
  (deps: Deps) =>
  async (caller: Administrator, changes: EditSettings): Promise<Settings> =>
    act(deps, caller, async (source, now, record) => {
      if (needsProof(changes)) refuseWithoutProof(caller, now);
      await source.policies.raiseRevision();
      const before = await source.settings.read();
      const after = merged(before, changes, deps.sealer);
      if (after.strictProfile.on && !before.strictProfile.on) await refuseStrictProfile(source, caller, now);
      await source.settings.write(after);
      if (changes.audit?.stream !== undefined) await restartStream(source, before.audit.stream);
      const rules = await currentRules(source);
      refuseUnusable(rules, 'methods.enabled');
      const removed = before.methods.enabled.filter((method) => !after.methods.enabled.includes(method));
      await refuseStranding(source, rules, removed, now);
      if (decisionsChange(changes))
        await sweep(
          source,
          deps.newId,
          rules,
          { subject: { kind: 'everyone' }, startsAt: now },
          actorOf(caller),
        );
      record({
        kind: 'settings.changed',
        subject: { kind: 'settings', id: 'organisation' },
        details: { fields: fieldsOf(changes) },
      });
      return withoutSecret(after);
    });

/** Where one-time links and the log are sent, and what guards the other administrators’ acts. */
const needsProof = ({ mail, audit, approvals, strictProfile }: EditSettings): boolean =>
  [mail, audit, approvals, strictProfile].some((section) => section !== undefined);

/** Section by section; `enforcement` belongs to the rescue command. */
const merged = (before: Settings, changes: EditSettings, sealer: Sealer): Settings => ({
  ...before,
  organisation: { ...before.organisation, ...definedOnly(changes.organisation) },
  methods: {
    enabled: changes.methods?.enabled ?? before.methods.enabled,
    totp: { ...before.methods.totp, ...definedOnly(changes.methods?.totp) },
  },
  signIn: { ...before.signIn, ...definedOnly(changes.signIn) },
  enrollment: { ...before.enrollment, ...definedOnly(changes.enrollment) },
  sessions: { ...before.sessions, ...definedOnly(changes.sessions) },
  strictProfile: { ...before.strictProfile, ...definedOnly(changes.strictProfile) },
  approvals: { ...before.approvals, ...definedOnly(changes.approvals) },
  audit: {
    stream:
      changes.audit?.stream === undefined
        ? before.audit.stream
        : sealedTarget(before.audit.stream, changes.audit.stream, sealer),
  },
  mail: {
    ...before.mail,
    ...(changes.mail?.from !== undefined && { from: changes.mail.from }),
    ...(changes.mail?.smtp !== undefined && { smtp: sealedSmtp(before, changes.mail.smtp, sealer) }),
  },
});

/** A password left out or empty is the stored one; it is dropped with the host, user or encryption it was for. */
const sealedSmtp = (
  before: Settings,
  smtp: Settings['mail']['smtp'],
  sealer: Sealer,
): Settings['mail']['smtp'] => {
  if (smtp === null) return null;
  const { password, ...relay } = smtp;
  if (password) return { ...relay, password: sealer.seal(password, smtpPasswordContext) };
  const same = (['host', 'username', 'security'] as const).every(
    (part) => before.mail.smtp?.[part] === relay[part],
  );
  const kept = same ? before.mail.smtp?.password : undefined;
  return { ...relay, ...(kept !== undefined && { password: kept }) };
};

/** Those that a decision or a standing depends on. */
const decisionsChange = ({ methods, signIn, strictProfile }: EditSettings): boolean =>
  methods?.enabled !== undefined ||
  signIn?.enrollAtActivation !== undefined ||
  strictProfile?.on !== undefined;

/** Which were changed, never to what: some are secret. */
const fieldsOf = (changes: EditSettings): string[] =>
  Object.entries(changes).flatMap(([section, fields]) =>
    Object.keys(fields ?? {}).map((field) => `${section}.${field}`),
  );
