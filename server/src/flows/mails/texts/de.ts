import type { MailKind, Template } from './kinds.ts';

const ifItWasNotYou =
  'Falls Sie das nicht waren, kennt vielleicht jemand Ihr Passwort: Ändern Sie es, und sagen Sie sofort Ihrem Helpdesk Bescheid.';
const account = 'Was für Ihr Konto {username} eingerichtet ist, sehen und ändern Sie unter {portal}/account.';
const howTo = `Es dauert etwa zwei Minuten:
1. Öffnen Sie {portal}/ und melden Sie sich als {username} an.
2. Richten Sie Schritt für Schritt Ihren zweiten Faktor ein, z. B. eine Authenticator-App auf Ihrem Telefon. Ohne Telefon geht es mit einem Sicherheitsschlüssel oder diesem Computer.
3. Bewahren Sie die Ersatzcodes sicher auf, für den Tag, an dem das Telefon nicht zur Hand ist.`;
const afterIt =
  'Danach können Sie sich bei allem, was es verlangt, erst wieder anmelden, wenn die Administration Sie freischaltet.';
const somebodyElse =
  'Falls Sie nicht darum gebeten haben, sagen Sie sofort Ihrem Helpdesk Bescheid: Vielleicht gibt sich jemand für Sie aus.';

const paragraphs = (...all: readonly string[]): string => all.join('\n\n');

export const german: Readonly<Record<MailKind, Template>> = {
  activation: {
    subject: 'Aktivieren Sie Ihr Konto bei {organisation}',
    body: paragraphs(
      'Bei {organisation} wurde ein Konto für Sie angelegt. Ihr Benutzername ist {username}.',
      'Öffnen Sie diesen Link, um ein Passwort zu wählen und es zu aktivieren:\n{link}',
      'Der Link gilt einmal, bis {until}. Geben Sie ihn niemandem.',
      'Wenn Sie nicht wissen, worum es geht, fragen Sie Ihren Helpdesk, bevor Sie ihn öffnen.',
    ),
  },
  'password-reset': {
    subject: 'Wählen Sie ein neues Passwort',
    body: paragraphs(
      'Jemand, hoffentlich Sie, hat um ein neues Passwort für das Konto {username} gebeten. Wählen Sie es über diesen Link:\n{link}',
      'Der Link gilt einmal, bis {until}. Geben Sie ihn niemandem. Nach Ihrem zweiten Faktor werden Sie wie immer gefragt.',
      'Falls Sie nicht darum gebeten haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
    ),
  },
  'password-changed': {
    subject: 'Ihr Passwort wurde geändert',
    body: paragraphs('Das Passwort Ihres Kontos {username} wurde geändert.', ifItWasNotYou),
  },
  'email-changed': {
    subject: 'Die E-Mail-Adresse Ihres Kontos wurde geändert',
    body: paragraphs(
      'Post zu Ihrem Konto {username} geht von nun an an {email} und nicht mehr an diese Adresse.',
      'Falls Sie davon nichts wissen, sagen Sie sofort Ihrem Helpdesk Bescheid.',
    ),
  },
  'authenticator-added': {
    subject: 'Für Ihr Konto wurde ein zweiter Faktor eingerichtet',
    body: paragraphs(
      'Für Ihr Konto wurde „{device}“ ({method}) als zweiter Faktor eingerichtet.',
      '{others}',
      account,
      ifItWasNotYou,
    ),
  },
  'authenticator-renewed': {
    subject: 'Ein zweiter Faktor Ihres Kontos wurde erneuert',
    body: paragraphs(
      '„{device}“ ({method}) wurde für Ihr Konto neu eingerichtet. Was dadurch ersetzt wurde, gilt nicht mehr.',
      account,
      ifItWasNotYou,
    ),
  },
  'authenticator-removed': {
    subject: 'Ein zweiter Faktor Ihres Kontos wurde entfernt',
    body: paragraphs(
      '„{device}“ ({method}) wurde von Ihrem Konto entfernt und gilt nicht mehr.',
      account,
      ifItWasNotYou,
    ),
  },
  'backup-codes-renewed': {
    subject: 'Sie haben neue Ersatzcodes',
    body: paragraphs(
      'Für Ihr Konto wurden neue Ersatzcodes erzeugt. Die bisherigen gelten nicht mehr.',
      account,
      ifItWasNotYou,
    ),
  },
  'backup-code-used': {
    subject: 'Mit einem Ersatzcode wurde Ihr Konto benutzt',
    body: paragraphs(
      'Einer Ihrer Ersatzcodes wurde für Ihr Konto benutzt und gilt nicht mehr. {left}',
      account,
      ifItWasNotYou,
    ),
  },
  'two-factor-reset': {
    subject: 'Ihre Zwei-Faktor-Authentisierung wurde zurückgesetzt',
    body: paragraphs(
      'Die Administration hat Ihre Zwei-Faktor-Authentisierung zurückgesetzt: Ihre Authenticators und Ersatzcodes gelten nicht mehr, und Sie sind überall abgemeldet.',
      'Wenn Sie bei der nächsten Anmeldung unter {portal}/ danach gefragt werden, richten Sie Ihren zweiten Faktor neu ein.',
      somebodyElse,
    ),
  },
  'access-code-made': {
    subject: 'Für Ihr Konto wurde ein Einmalzugang erzeugt',
    body: paragraphs(
      'Die Administration hat für Ihr Konto {username} einen befristeten Zugangscode erzeugt und gibt ihn Ihnen persönlich oder am Telefon: In keiner Mail steht er.',
      'Melden Sie sich unter {portal}/ mit Ihrem Passwort an und geben Sie dann den Code ein. Er gilt einmal, bis {until}. Richten Sie gleich danach einen neuen zweiten Faktor ein.',
      somebodyElse,
    ),
  },
  'access-code-used': {
    subject: 'Mit einem befristeten Zugangscode wurde Ihr Konto benutzt',
    body: paragraphs(
      'Der befristete Zugangscode, den die Administration erzeugt hat, wurde für Ihr Konto benutzt und gilt nicht mehr.',
      account,
      ifItWasNotYou,
    ),
  },
  'rollout-announcement': {
    subject: 'Zwei-Faktor-Authentisierung beginnt für Sie am {from}',
    body: paragraphs(
      'Ab {from} verlangt {organisation} von Ihnen Zwei-Faktor-Authentisierung: Neben Ihrem Passwort wird beim Anmelden etwas verlangt, das nur Sie haben, zum Beispiel Ihr Telefon.',
      'Sie haben dann bis {deadline} Zeit, sie einzurichten. Vorher müssen Sie nichts tun; Sie können sie aber schon jetzt unter {portal}/account einrichten.',
      '{instructions}',
    ),
  },
  'period-started': {
    subject: 'Richten Sie bis {deadline} die Zwei-Faktor-Authentisierung ein',
    body: paragraphs(
      '{organisation} verlangt Zwei-Faktor-Authentisierung: Neben Ihrem Passwort wird beim Anmelden etwas verlangt, das nur Sie haben. Wer nur Ihr Passwort erfährt, kommt dann nicht hinein.',
      `Sie haben bis {deadline} Zeit, sie einzurichten. ${afterIt}`,
      howTo,
      '{snooze}',
    ),
  },
  'period-reminder': {
    subject: 'Noch {timeLeft}, um die Zwei-Faktor-Authentisierung einzurichten',
    body: paragraphs(
      `Sie haben die Zwei-Faktor-Authentisierung noch nicht eingerichtet. Ihre Zeit dafür endet {deadline}: noch {timeLeft}. ${afterIt}`,
      howTo,
      '{snooze}',
    ),
  },
  'period-expired': {
    subject: 'Ihre Zeit, die Zwei-Faktor-Authentisierung einzurichten, ist abgelaufen',
    body: paragraphs(
      'Ihre Zeit, die Zwei-Faktor-Authentisierung einzurichten, endete {deadline}. Bei allem, was sie verlangt, können Sie sich nicht mehr anmelden.',
      'Um wieder hineinzukommen, bitten Sie Ihren Helpdesk um eine neue Frist. Dort wird geprüft, dass Sie es sind.',
    ),
  },
  'period-reset': {
    subject: 'Sie können die Zwei-Faktor-Authentisierung bis {deadline} einrichten',
    body: paragraphs(
      'Die Administration hat Ihnen eine neue Frist gegeben, um die Zwei-Faktor-Authentisierung einzurichten. Sie endet {deadline}.',
      howTo,
      '{snooze}',
      'Falls Sie nicht darum gebeten haben, sagen Sie Ihrem Helpdesk Bescheid.',
    ),
  },
  'period-moved': {
    subject: 'Sie haben nun bis {deadline} Zeit, die Zwei-Faktor-Authentisierung einzurichten',
    body: paragraphs(
      'Sie sind als abwesend vermerkt. Damit Ihre Zeit, die Zwei-Faktor-Authentisierung einzurichten, währenddessen nicht abläuft, endet sie {deadline}.',
      howTo,
      '{snooze}',
    ),
  },
  'period-snoozed': {
    subject: 'Sie haben nun bis {deadline} Zeit, die Zwei-Faktor-Authentisierung einzurichten',
    body: paragraphs(
      'Sie haben den Termin verschoben, bis zu dem die Zwei-Faktor-Authentisierung einzurichten ist. Er ist jetzt {deadline}; verschieben lässt er sich nur einmal.',
      afterIt,
      howTo,
      ifItWasNotYou,
    ),
  },
  'check-up': {
    subject: 'Funktioniert Ihr zweiter Faktor noch?',
    body: paragraphs(
      'Vor einigen Wochen haben Sie die Zwei-Faktor-Authentisierung eingerichtet. Bitte nehmen Sie sich eine Minute, damit Sie sich nicht eines Tages aussperren:',
      '1. Melden Sie sich unter {portal}/account mit Ihrem Authenticator an.\n2. Sehen Sie nach, ob Sie Ihre Ersatzcodes noch haben; erzeugen Sie sonst neue.\n3. Fügen Sie, wenn möglich, ein zweites Gerät hinzu, für den Tag, an dem das erste verloren geht.',
      'Die Seite hakt ab, was erledigt ist.',
    ),
  },
  test: { subject: 'Testmail', body: 'Post von {portal}/ kommt an. Es ist nichts zu tun.' },
};
