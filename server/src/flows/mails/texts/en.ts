import type { MailKind, Template } from './kinds.ts';

/** Ends every mail about a change: who did not make it must know what to do. */
const ifItWasNotYou =
  'If this was not you, somebody else may know your password: change it, and tell your help desk at once.';
const account = 'You see and change what is set up for your account {username} at {portal}/account.';
const howTo = `It takes about two minutes:
1. Open {portal}/ and sign in as {username}.
2. Follow the steps to set up your second factor, e.g. an authenticator app on your phone. Without a phone, a security key or this computer will do.
3. Keep the backup codes in a safe place, for the day your phone is not at hand.`;
const afterIt = 'After that you cannot sign in to what requires it until an administrator lets you.';

const paragraphs = (...all: readonly string[]): string => all.join('\n\n');

export const english: Readonly<Record<MailKind, Template>> = {
  activation: {
    subject: 'Activate your account at {organisation}',
    body: paragraphs(
      'An account was made for you at {organisation}. Your user name is {username}.',
      'Open this link to choose a password and activate it:\n{link}',
      'The link works once, until {until}. Give it to nobody.',
      'If you do not know what this is about, ask your help desk before you open it.',
    ),
  },
  'password-reset': {
    subject: 'Choose a new password',
    body: paragraphs(
      'Somebody, hopefully you, asked for a new password for the account {username}. Open this link to choose one:\n{link}',
      'The link works once, until {until}. Give it to nobody. Your second factor will be asked as always.',
      'If you did not ask for it, do nothing: your password stays as it is.',
    ),
  },
  'password-changed': {
    subject: 'Your password was changed',
    body: paragraphs('The password of your account {username} was changed.', ifItWasNotYou),
  },
  'email-changed': {
    subject: 'The e-mail address of your account was changed',
    body: paragraphs(
      'Mail about your account {username} goes to {email} from now on, and no more to this address.',
      'If you do not know of this, tell your help desk at once.',
    ),
  },
  'authenticator-added': {
    subject: 'A second factor was added to your account',
    body: paragraphs(
      'The {method} “{device}” was added to your account as a second factor.',
      '{others}',
      account,
      ifItWasNotYou,
    ),
  },
  'authenticator-renewed': {
    subject: 'A second factor of your account was renewed',
    body: paragraphs(
      'The {method} “{device}” was set up anew for your account. The one it replaces does not work any more.',
      account,
      ifItWasNotYou,
    ),
  },
  'authenticator-removed': {
    subject: 'A second factor was removed from your account',
    body: paragraphs(
      'The {method} “{device}” was removed from your account and does not work any more.',
      account,
      ifItWasNotYou,
    ),
  },
  'backup-codes-renewed': {
    subject: 'You have new backup codes',
    body: paragraphs(
      'New backup codes were made for your account. The ones you had before do not work any more.',
      account,
      ifItWasNotYou,
    ),
  },
  'backup-code-used': {
    subject: 'A backup code was used to sign in to your account',
    body: paragraphs(
      'One of your backup codes was used for your account, and works no more. {left}',
      account,
      ifItWasNotYou,
    ),
  },
  'two-factor-reset': {
    subject: 'Your two-factor authentication was reset',
    body: paragraphs(
      'An administrator has reset your two-factor authentication: your authenticators and backup codes are void, and you are signed out everywhere.',
      'If you are asked for it at the next sign-in at {portal}/, set up your second factor again.',
      'If you did not ask for this, tell your help desk at once: somebody may be pretending to be you.',
    ),
  },
  'access-code-made': {
    subject: 'A temporary access code was made for your account',
    body: paragraphs(
      'An administrator has made a temporary access code for your account {username}, and will give it to you in person or by telephone: it is in no mail.',
      'Sign in at {portal}/ with your password, then type the code. It works once, until {until}. Set up a new second factor right after it.',
      'If you did not ask for this, tell your help desk at once: somebody may be pretending to be you.',
    ),
  },
  'access-code-used': {
    subject: 'A temporary access code was used to sign in to your account',
    body: paragraphs(
      'The temporary access code that an administrator made was used for your account, and works no more.',
      account,
      ifItWasNotYou,
    ),
  },
  'rollout-announcement': {
    subject: 'Two-factor authentication starts for you on {from}',
    body: paragraphs(
      'From {from} on, {organisation} requires two-factor authentication of you: besides your password, signing in asks for something that only you have, such as your phone.',
      'You then have until {deadline} to set it up. There is nothing to do before, but you can set it up earlier at {portal}/account.',
      '{instructions}',
    ),
  },
  'period-started': {
    subject: 'Set up two-factor authentication by {deadline}',
    body: paragraphs(
      '{organisation} requires two-factor authentication: besides your password, signing in asks for something that only you have. Nobody who merely learns your password gets in then.',
      `You have until {deadline} to set it up. ${afterIt}`,
      howTo,
      '{snooze}',
    ),
  },
  'period-reminder': {
    subject: '{timeLeft} left to set up two-factor authentication',
    body: paragraphs(
      `You have not set up two-factor authentication yet. Your time to do so ends at {deadline}: {timeLeft} left. ${afterIt}`,
      howTo,
      '{snooze}',
    ),
  },
  'period-expired': {
    subject: 'Your time to set up two-factor authentication has ended',
    body: paragraphs(
      'Your time to set up two-factor authentication ended at {deadline}. You cannot sign in to what requires it any more.',
      'To get in again, ask your help desk for a new enrollment period. They will make sure that it is you.',
    ),
  },
  'period-reset': {
    subject: 'You can set up two-factor authentication until {deadline}',
    body: paragraphs(
      'An administrator has given you a new period to set up two-factor authentication. It ends at {deadline}.',
      howTo,
      '{snooze}',
      'If you did not ask for this, tell your help desk.',
    ),
  },
  'period-moved': {
    subject: 'You now have until {deadline} to set up two-factor authentication',
    body: paragraphs(
      'You are noted as being on leave. So that your time to set up two-factor authentication does not run out meanwhile, it ends at {deadline}.',
      howTo,
      '{snooze}',
    ),
  },
  'period-snoozed': {
    subject: 'You now have until {deadline} to set up two-factor authentication',
    body: paragraphs(
      'You have moved the date by which two-factor authentication has to be set up. It is {deadline} now; it can be moved only once.',
      afterIt,
      howTo,
      ifItWasNotYou,
    ),
  },
  'check-up': {
    subject: 'Does your second factor still work?',
    body: paragraphs(
      'You set up two-factor authentication some weeks ago. Please take a minute to make sure that you will not be locked out one day:',
      '1. Sign in at {portal}/account with your authenticator.\n2. Look whether you still have your backup codes; make new ones if not.\n3. If you can, add a second device, for the day the first is lost.',
      'The page ticks off what is done.',
    ),
  },
  test: { subject: 'Test mail', body: 'Mail from {portal}/ arrives. There is nothing to do.' },
};
