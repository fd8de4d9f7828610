import { Text } from '@mantine/core';
import type { Settings } from '@sallyport/contract/settings.ts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../../console/queries.ts';
import { useMay } from '../../console/session.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsForm.module.css';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

/** What helps people to get through setting up, and to stay in. */
export function EnrollmentSection({ saved }: { saved: Settings['enrollment'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  return (
    <SettingsForm
      title="Setting up a second factor"
      changed={changed}
      onSaved={reset}
      change={() => ({ enrollment: changes })}
      fields={['enrollment.checkUpDays', 'enrollment.snoozeDays']}
    >
      {(faults) => (
        <>
          <div className={classes.beside}>
            <NumberSetting
              label="Days until the check-up"
              description="After which people are asked to look whether all still works; 0 for never"
              min={0}
              max={365}
              value={draft.checkUpDays}
              onChange={(checkUpDays) => set({ checkUpDays })}
              error={faults['enrollment.checkUpDays']}
            />
            <NumberSetting
              label="Days to move a deadline by"
              description="Everybody may do that once, in its last three days; 0 for not at all"
              min={0}
              max={7}
              value={draft.snoozeDays}
              onChange={(snoozeDays) => set({ snoozeDays })}
              error={faults['enrollment.snoozeDays']}
            />
          </div>
          <CheckUps />
        </>
      )}
    </SettingsForm>
  );
}

/** Who has had a look, so far. */
function CheckUps() {
  const mayRead = useMay('users:read');
  const { data } = useQuery({ ...asking('GET /check-ups'), enabled: mayRead });
  if (!data) return null;
  const count = (people: number) => people.toLocaleString('en');
  return (
    <Text size="sm" c="dimmed">
      Check-ups so far: {count(data.done)} done, {count(data.dismissed)} put aside, {count(data.due)} due.
    </Text>
  );
}
