import { Alert, Switch } from '@mantine/core';
import type { Settings } from '@sallyport/contract/settings.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

/** Who is asked for a second factor beyond what is required, and how wrong tries are slowed down. */
export function SignInSection({ saved }: { saved: Settings['signIn'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  const { askEnrolledWhenNotRequired, enrollAtActivation } = changes;
  const isDecisive = askEnrolledWhenNotRequired !== undefined || enrollAtActivation !== undefined;
  return (
    <SettingsForm
      title="Signing in"
      changed={changed}
      onSaved={reset}
      change={() => ({ signIn: changes })}
      fields={['signIn.failures', 'signIn.failureMinutes']}
    >
      {(faults) => (
        <>
          <Switch
            label="Ask whoever has set up 2FA, even where nothing requires it"
            description="In this portal and in web applications"
            checked={draft.askEnrolledWhenNotRequired}
            onChange={(event) => set({ askEnrolledWhenNotRequired: event.currentTarget.checked })}
          />
          {!draft.askEnrolledWhenNotRequired && (
            <Alert
              color="yellow"
              icon={<IconAlertTriangle aria-hidden />}
              title="Second factors protect only where they are required"
            >
              People who set up 2FA by themselves will not be asked for it: their password alone signs them
              in. They may believe that they are protected.
            </Alert>
          )}
          <Switch
            label="New users set up 2FA while activating their account"
            description="Only those of whom it is required; it cannot be skipped. Off: their period begins with the activation."
            checked={draft.enrollAtActivation}
            onChange={(event) => set({ enrollAtActivation: event.currentTarget.checked })}
          />
          {isDecisive && (
            <ChangeImpact
              change={{
                change: 'settings',
                settings: { signIn: { askEnrolledWhenNotRequired, enrollAtActivation } },
              }}
            />
          )}
          <div className={classes.beside}>
            <NumberSetting
              label="Wrong tries before a pause"
              description="Per user and method"
              min={3}
              max={100}
              value={draft.failures}
              onChange={(failures) => set({ failures })}
              error={faults['signIn.failures']}
            />
            <NumberSetting
              label="Minutes"
              description="Over which tries are counted; the pause lasts as long"
              min={5}
              max={1440}
              value={draft.failureMinutes}
              onChange={(failureMinutes) => set({ failureMinutes })}
              error={faults['signIn.failureMinutes']}
            />
          </div>
        </>
      )}
    </SettingsForm>
  );
}
