import { Radio, Stack } from '@mantine/core';
import { GroupsSelect } from '../groups/GroupSelect.tsx';
import { faultOf } from './field-faults.ts';
import type { PolicyFields } from './fields.ts';

/** Whom a policy is for, and who is left out. */
export function WhoFields({ draft, set, faults }: PolicyFields) {
  return (
    <>
      <Radio.Group
        label="This policy is for"
        value={draft.whom}
        onChange={(whom) => set({ whom: whom === 'groups' ? 'groups' : 'everyone' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="everyone" label="Everyone, those to come included" />
          <Radio value="groups" label="Members of these groups" />
        </Stack>
      </Radio.Group>
      {draft.whom === 'groups' && (
        <GroupsSelect
          label="Groups"
          value={draft.groups}
          onChange={(groups) => set({ groups })}
          error={faultOf(faults, 'who')}
        />
      )}
      <GroupsSelect
        label="Except members of"
        description="They are left out, whatever else they are in. Keep a way in for emergencies here."
        value={draft.excludedGroups}
        onChange={(excludedGroups) => set({ excludedGroups })}
        error={faultOf(faults, 'excludedGroups')}
      />
    </>
  );
}
