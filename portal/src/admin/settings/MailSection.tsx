import { NativeSelect, PasswordInput, Switch, TextInput } from '@mantine/core';
import type { Settings } from '@sallyport/contract/settings.ts';
import { useMay } from '../../console/session.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { TestMail } from './TestMail.tsx';
import { useDraft } from './use-draft.ts';

type Smtp = NonNullable<Settings['mail']['smtp']>;

const firstRelay: Smtp = { host: '', port: 587, security: 'starttls', username: '' };
const securities = [
  { value: 'starttls', label: 'STARTTLS (usually port 587)' },
  { value: 'tls', label: 'TLS (usually port 465)' },
  { value: 'none', label: 'None: only for a mail server on this host or network' },
] as const satisfies readonly { value: Smtp['security']; label: string }[];

/** The password is write-only: an empty field keeps the stored one. */
function smtpChange({ password, ...rest }: Smtp): Smtp {
  return password ? { ...rest, password } : rest;
}

/** The mail server that mails are handed to. */
export function MailSection({ saved }: { saved: Settings['mail'] }) {
  const mayWrite = useMay('settings:write');
  const { draft, set, changes, changed, reset } = useDraft(saved);
  const { smtp } = draft;
  const setSmtp = (change: Partial<Smtp>) => set({ smtp: { ...(smtp ?? firstRelay), ...change } });
  return (
    <>
      <SettingsForm
        title="Mail"
        about="Without a mail server, mails wait; administrators can read them on the page Mail."
        changed={changed}
        onSaved={reset}
        change={() => ({
          mail: { ...changes, ...('smtp' in changes && { smtp: smtp && smtpChange(smtp) }) },
        })}
        fields={[
          'mail.from',
          'mail.smtp.host',
          'mail.smtp.port',
          'mail.smtp.security',
          'mail.smtp.username',
          'mail.smtp.password',
        ]}
      >
        {(faults) => (
          <>
            <TextInput
              label="Sender"
              type="email"
              description="The address that mails come from"
              value={draft.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
              error={faults['mail.from']}
            />
            <Switch
              label="Send mail through a mail server (SMTP)"
              checked={smtp !== null}
              onChange={(event) =>
                set({ smtp: event.currentTarget.checked ? (saved.smtp ?? firstRelay) : null })
              }
            />
            {smtp && (
              <div className={classes.beside}>
                <TextInput
                  label="Host"
                  placeholder="smtp.example.org"
                  value={smtp.host}
                  onChange={(event) => setSmtp({ host: event.currentTarget.value })}
                  error={faults['mail.smtp.host']}
                />
                <NumberSetting
                  label="Port"
                  min={1}
                  max={65535}
                  value={smtp.port}
                  onChange={(port) => setSmtp({ port })}
                  error={faults['mail.smtp.port']}
                />
                <NativeSelect
                  label="Encryption"
                  data={securities}
                  value={smtp.security}
                  onChange={(event) =>
                    setSmtp({
                      security:
                        securities.find(({ value }) => value === event.currentTarget.value)?.value ??
                        'starttls',
                    })
                  }
                  error={faults['mail.smtp.security']}
                />
                <TextInput
                  label="User name"
                  description="Empty if it asks for none"
                  autoComplete="off"
                  value={smtp.username}
                  onChange={(event) => setSmtp({ username: event.currentTarget.value })}
                  error={faults['mail.smtp.username']}
                />
                <PasswordInput
                  label="Password"
                  description={
                    saved.smtp ? 'Empty: keeps the one that is stored' : 'Empty if it asks for none'
                  }
                  autoComplete="new-password"
                  value={smtp.password ?? ''}
                  onChange={(event) => setSmtp({ password: event.currentTarget.value })}
                  error={faults['mail.smtp.password']}
                />
              </div>
            )}
          </>
        )}
      </SettingsForm>
      {mayWrite && saved.smtp && <TestMail />}
    </>
  );
}
