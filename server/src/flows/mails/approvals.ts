import type { Instant } from '../../kernel/instant.ts';
import { dateAndTime } from './dates.ts';
import { letter, type WriteLetter } from './letter.ts';

interface Asked {
  readonly summary: string;
  /** Whom or what it is about, where the call names it. */
  readonly target: string | undefined;
  readonly asker: string;
  readonly note: string;
}

const what = ({ summary, target }: Asked): string =>
  target === undefined ? summary : `${summary}: ${target}`;

/** To all who can approve it. */
export const approvalAsked: WriteLetter<Asked & { readonly expiresAt: Instant }> = (reader, asked) =>
  letter(reader, {
    kind: 'approval-asked',
    subject: `${asked.asker} asks for your approval`,
    body: [
      `${asked.asker} wants to do something that needs a second person:\n${what(asked)}`,
      `The reason they give:\n${asked.note}`,
      `Nothing has been changed yet. Look at it, and approve or reject it, by ${dateAndTime(asked.expiresAt, reader.organisation)}:\n${reader.origin}/admin/approvals`,
      'If you do not expect this, ask them in person before you approve: somebody may be using their account.',
    ],
  });

/** To whoever asked. */
export const approvalDecided: WriteLetter<
  Asked & {
    readonly outcome: 'carried-out' | 'approved' | 'rejected';
    readonly decider: string;
    readonly why: string;
  }
> = (reader, asked) =>
  letter(reader, {
    kind: 'approval-decided',
    subject:
      asked.outcome === 'rejected' ? 'What you asked for was rejected' : 'What you asked for was approved',
    body: [
      outcomes[asked.outcome](asked.decider),
      what(asked),
      ...(asked.why === '' ? [] : [`The reason they give:\n${asked.why}`]),
      'If you did not ask for this, somebody may be using your account: tell the other administrators at once.',
    ],
  });

const outcomes: Readonly<Record<'carried-out' | 'approved' | 'rejected', (decider: string) => string>> = {
  'carried-out': (decider) => `${decider} has approved what you asked for, and it was carried out:`,
  approved: (decider) => `${decider} has approved what you asked for; you can read it once, within a day:`,
  rejected: (decider) => `${decider} has rejected what you asked for. Nothing was changed:`,
};
