import { Alert, List, Switch, Text } from '@mantine/core';
import type { Settings } from '@sallyport/contract/settings.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../../console/queries.ts';
import { clockWarnings } from '../overview/clock-warnings.ts';
import { ChangeImpact } from '../preview/ChangeImpact.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { useDraft } from './use-draft.ts';

/** Mandatory for everybody, at once, and locked after three wrong tries. */
export function StrictProfileSection({ saved }: { saved: Settings['strictProfile'] }) {
  const { draft, set, changes, changed, reset } = useDraft(saved);
  return (
    <SettingsForm
      title="Strict profile"
      about="For organisations that must, such as under a STIG: two-factor authentication of everybody, without exception."
      changed={changed}
      onSaved={reset}
      change={() => ({ strictProfile: changes })}
      fields={['strictProfile.on']}
    >
      {(faults) => (
        <>
          <Switch
            label="Strict profile"
            checked={draft.on}
            onChange={(event) => set({ on: event.currentTarget.checked })}
            error={faults['strictProfile.on']}
          />
          {draft.on && !saved.on && <Consequences />}
        </>
      )}
    </SettingsForm>
  );
}

function Consequences() {
  const overview = useQuery(asking('GET /overview'));
  return (
    <>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="What changes at the next sign-in">
        <List spacing={4}>
          <List.Item>Everybody has to set up a second factor at once; nothing can be skipped.</List.Item>
          <List.Item>Whose enrollment period has expired stays locked out until you reset it.</List.Item>
          <List.Item>Exemptions and remembered devices do not count, nor do weak methods.</List.Item>
          <List.Item>
            After 3 wrong tries within 15 minutes a method is locked until an administrator unlocks the user.
            Strangers can cause that too, except in browsers the user has signed in from before.
          </List.Item>
        </List>
        <Text mt="xs">
          You must be signed in with a second factor, and another owner or administrator must have set one up.
        </Text>
      </Alert>
      <ChangeImpact change={{ change: 'settings', settings: { strictProfile: { on: true } } }} />
      {overview.data &&
        clockWarnings(overview.data.clock).map((warning) => (
          <Alert key={warning} color="yellow" title="The server’s clock">
            {warning}
          </Alert>
        ))}
    </>
  );
}
