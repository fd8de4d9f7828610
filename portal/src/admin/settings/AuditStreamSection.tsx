import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { AuditStreamTarget, Settings } from '@sallyport/contract/settings.ts';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

type Syslog = Extract<AuditStreamTarget, { kind: 'syslog' }>;
type Webhook = Extract<AuditStreamTarget, { kind: 'webhook' }>;
type Faults = Readonly<Record<string, string>>;

const first = {
  syslog: { kind: 'syslog', host: '', port: 6514, security: 'tls' },
  webhook: { kind: 'webhook', url: '' },
} as const;

const securities = [
  { value: 'tls', label: 'TLS (usually port 6514)' },
  { value: 'none', label: 'None: only for a receiver on this host or network' },
] as const satisfies readonly { value: Syslog['security']; label: string }[];

const fields = ['host', 'port', 'security', 'certificateAuthority', 'url', 'secret'];

/** The secret is write-only: an empty field keeps the stored one. */
function change(target: AuditStreamTarget | null): AuditStreamTarget | null {
  if (target?.kind !== 'webhook') return target;
  const { secret, ...webhook } = target;
  return secret ? { ...webhook, secret } : webhook;
}

/** Where every entry of the audit log is sent, beyond the reach of whoever gets hold of this server. */
export function AuditStreamSection({ saved }: { saved: Settings['audit'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  const { stream } = draft;
  const choose = (kind: string) => {
    if (kind !== 'syslog' && kind !== 'webhook') return set({ stream: null });
    set({ stream: saved.stream?.kind === kind ? saved.stream : first[kind] });
  };
  return (
    <SettingsForm
      title="Audit stream"
      about="Sends every entry of the audit log on as it is recorded, in order and at least once, beginning with the ones after you save."
      changed={changed}
      onSaved={reset}
      change={() => ({ audit: { ...('stream' in changes && { stream: change(stream) }) } })}
      fields={fields.map((field) => `audit.stream.${field}`)}
    >
      {(faults) => (
        <>
          <NativeSelect
            label="Send entries to"
            data={[
              { value: '', label: 'Nowhere' },
              { value: 'syslog', label: 'A syslog server (RFC 5424)' },
              { value: 'webhook', label: 'A webhook (signed HTTPS calls)' },
            ]}
            value={stream?.kind ?? ''}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          {stream?.kind === 'syslog' && (
            <SyslogFields target={stream} faults={faults} onChange={(next) => set({ stream: next })} />
          )}
          {stream?.kind === 'webhook' && (
            <WebhookFields
              target={stream}
              kept={saved.stream?.kind === 'webhook' && saved.stream.url === stream.url}
              faults={faults}
              onChange={(next) => set({ stream: next })}
            />
          )}
        </>
      )}
    </SettingsForm>
  );
}

interface SyslogProps {
  target: Syslog;
  faults: Faults;
  onChange: (target: Syslog) => void;
}

function SyslogFields({ target, faults, onChange }: SyslogProps) {
  return (
    <>
      <div className={classes.beside}>
        <TextInput
          label="Host"
          placeholder="syslog.example.org"
          value={target.host}
          onChange={(event) => onChange({ ...target, host: event.currentTarget.value })}
          error={faults['audit.stream.host']}
        />
        <NumberSetting
          label="Port"
          min={1}
          max={65535}
          value={target.port}
          onChange={(port) => onChange({ ...target, port })}
          error={faults['audit.stream.port']}
        />
        <NativeSelect
          label="Encryption"
          data={securities}
          value={target.security}
          onChange={(event) =>
            onChange({
              ...target,
              security: securities.find(({ value }) => value === event.currentTarget.value)?.value ?? 'tls',
            })
          }
          error={faults['audit.stream.security']}
        />
      </div>
      {target.security === 'tls' && (
        <Textarea
          label="Certificate authority"
          description="As PEM, if the receiver’s certificate comes from an authority of your own; else empty"
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          value={target.certificateAuthority ?? ''}
          onChange={(event) => onChange({ ...target, certificateAuthority: event.currentTarget.value })}
          error={faults['audit.stream.certificateAuthority']}
        />
      )}
    </>
  );
}

interface WebhookProps {
  target: Webhook;
  /** A secret is stored for this address. */
  kept: boolean;
  faults: Faults;
  onChange: (target: Webhook) => void;
}

function WebhookFields({ target, kept, faults, onChange }: WebhookProps) {
  return (
    <div className={classes.beside}>
      <TextInput
        label="Address"
        type="url"
        placeholder="https://siem.example.org/sallyport"
        description="Readable by everybody who sees the settings"
        value={target.url}
        onChange={(event) => onChange({ ...target, url: event.currentTarget.value })}
        error={faults['audit.stream.url']}
      />
      <PasswordInput
        label="Secret"
        description={
          kept ? 'Empty: keeps the one that is stored' : 'At least 16 characters; the receiver checks with it'
        }
        autoComplete="new-password"
        value={target.secret ?? ''}
        onChange={(event) => onChange({ ...target, secret: event.currentTarget.value })}
        error={faults['audit.stream.secret']}
      />
    </div>
  );
}
