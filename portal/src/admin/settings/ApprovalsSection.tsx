import { Alert, Checkbox, Stack } from '@mantine/core';
import { approvableActs } from '@sallyport/contract/approvals.ts';
import type { Settings } from '@sallyport/contract/settings.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { actNames } from '../../console/event-words.ts';
import { NumberSetting } from './NumberSetting.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

/** Which dangerous acts need a second person. */
export function ApprovalsSection({ saved }: { saved: Settings['approvals'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  const toggle = (act: (typeof approvableActs)[number], wanted: boolean) =>
    set({ acts: approvableActs.filter((each) => (each === act ? wanted : draft.acts.includes(each))) });
  return (
    <SettingsForm
      title="Approval by a second person"
      about="Nothing happens before another administrator, who may do the same, has approved it. Once any act is chosen, giving and taking roles, resetting administrators and leaving an act out again need approval too."
      changed={changed}
      onSaved={reset}
      change={() => ({ approvals: changes })}
      fields={['approvals.acts', 'approvals.hours']}
    >
      {(faults) => (
        <>
          <Checkbox.Group
            label="Acts that need a second person"
            value={draft.acts}
            error={faults['approvals.acts']}
          >
            <Stack gap="xs" mt="xs">
              {approvableActs.map((act) => (
                <Checkbox
                  key={act}
                  value={act}
                  label={actNames[act]}
                  onChange={(event) => toggle(act, event.currentTarget.checked)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {saved.acts.length === 0 && draft.acts.length > 0 && (
            <Alert
              color="yellow"
              icon={<IconAlertTriangle aria-hidden />}
              title="Make sure that two people can approve for each other"
            >
              With one owner alone, nobody can approve what only owners may do. The commands on the server
              itself need no approval.
            </Alert>
          )}
          <NumberSetting
            label="Hours until a request expires"
            min={1}
            max={720}
            value={draft.hours}
            onChange={(hours) => set({ hours })}
            error={faults['approvals.hours']}
          />
        </>
      )}
    </SettingsForm>
  );
}
