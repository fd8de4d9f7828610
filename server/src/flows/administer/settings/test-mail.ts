import type { IdMaker } from '../../../kernel/ids.ts';
import type { MailRelay } from '../../../ports/outbox.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { testMail } from '../../mails/account.ts';
import { type Act, act, type Look } from '../act.ts';

interface Deps extends Act<never>, Look<'policies' | 'settings'> {
  readonly newId: IdMaker;
  readonly origin: string;
  readonly relay: MailRelay;
}

/** Sent at once, past the outbox, so that what the relay says can be shown. @throws Refusal `conflict`, `unavailable` */
export const sendTestMail =
  (deps: Deps) =>
  async (caller: Administrator, to: string): Promise<void> => {
    const { settings, mailTexts: texts } = await deps.rules(deps.read);
    if (settings.mail.smtp === null) throw new Refusal('conflict', 'No mail server is set up yet.');
    const { organisation } = settings;
    const { language } = organisation;
    const reader = { displayName: to, username: to, organisation, origin: deps.origin, language, texts };
    const { subject, text } = testMail(reader, {});
    try {
      await deps.relay.send({ id: deps.newId(), to, subject, text });
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new Refusal('unavailable', `The mail server did not take the mail: ${said}`);
    }
    await act(deps, caller, async (_source, _now, record) =>
      record({ kind: 'settings.test-mail-sent', subject: { kind: 'settings', id: 'organisation' } }),
    );
  };
