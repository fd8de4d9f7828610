import { Checkbox, NativeSelect, Stack } from '@mantine/core';
import type { Settings } from '@sallyport/contract/settings.ts';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import { methodNames } from '../../ui/methods.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

const known: readonly EnrollableMethod[] = ['totp', 'webauthn'];

/** Which second factors exist, and how codes of authenticator apps are made. */
export function MethodsSection({ saved }: { saved: Settings['methods'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  const setTotp = (change: Partial<Settings['methods']['totp']>) =>
    set({ totp: { ...draft.totp, ...change } });
  return (
    <SettingsForm
      title="Methods"
      about="What people can set up and sign in with. Backup codes always come along."
      changed={changed}
      onSaved={reset}
      change={() => ({ methods: changes })}
      fields={['methods.enabled', 'methods.totp.digits', 'methods.totp.period', 'methods.totp.window']}
    >
      {(faults) => (
        <>
          <Checkbox.Group
            label="Switched on"
            description="Passkeys and security keys need the authenticator app beside them."
            value={draft.enabled}
            onChange={(chosen) => set({ enabled: known.filter((method) => chosen.includes(method)) })}
            error={faults['methods.enabled']}
          >
            <Stack gap="xs" mt="xs">
              {known.map((method) => (
                <Checkbox key={method} value={method} label={methodNames[method]} />
              ))}
            </Stack>
          </Checkbox.Group>
          {changes.enabled !== undefined && changes.enabled.length > 0 && (
            <ChangeImpact
              change={{ change: 'settings', settings: { methods: { enabled: changes.enabled } } }}
            />
          )}
          <div className={classes.beside}>
            <NativeSelect
              label="Digits of a code"
              description="For apps set up from now on"
              data={['6', '8']}
              value={`${draft.totp.digits}`}
              onChange={(event) => setTotp({ digits: event.currentTarget.value === '8' ? 8 : 6 })}
              error={faults['methods.totp.digits']}
            />
            <NumberSetting
              label="Seconds a code is shown"
              description="For apps set up from now on"
              min={15}
              max={120}
              value={draft.totp.period}
              onChange={(period) => setTotp({ period })}
              error={faults['methods.totp.period']}
            />
            <NumberSetting
              label="Earlier codes that still count"
              description="1 helps those who type slowly"
              min={0}
              max={10}
              value={draft.totp.window}
              onChange={(window) => setTotp({ window })}
              error={faults['methods.totp.window']}
            />
          </div>
        </>
      )}
    </SettingsForm>
  );
}
