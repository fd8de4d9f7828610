import type { Settings } from '@sallyport/contract/settings.ts';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

/** How long people stay signed in. */
export function SessionsSection({ saved }: { saved: Settings['sessions'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  return (
    <SettingsForm
      title="Sessions"
      changed={changed}
      onSaved={reset}
      change={() => ({ sessions: changes })}
      fields={['sessions.hours', 'sessions.idleMinutes']}
    >
      {(faults) => (
        <div className={classes.beside}>
          <NumberSetting
            label="Hours"
            description="After which everybody signs in again"
            min={1}
            max={720}
            value={draft.hours}
            onChange={(hours) => set({ hours })}
            error={faults['sessions.hours']}
          />
          <NumberSetting
            label="Minutes without use"
            description="After which a session ends"
            min={5}
            max={1440}
            value={draft.idleMinutes}
            onChange={(idleMinutes) => set({ idleMinutes })}
            error={faults['sessions.idleMinutes']}
          />
        </div>
      )}
    </SettingsForm>
  );
}
