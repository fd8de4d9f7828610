import { Checkbox, Stack, Text } from '@mantine/core';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import { methodNames } from '../../ui/methods.ts';
import type { RequirementDraft } from './draft.ts';
import { whereItHolds } from './entries.ts';

interface Props {
  draft: RequirementDraft;
  onChange: (draft: RequirementDraft) => void;
}

const owable: readonly EnrollableMethod[] = ['totp', 'webauthn'];

/** Which methods a requirement insists on, and where it holds. */
export function ScopeFields({ draft, onChange }: Props) {
  return (
    <>
      <Checkbox.Group
        label="Methods everybody must set up"
        description="None ticked: any method that is switched on will do. A method ticked here is still owed after another was set up."
        value={[...draft.owed]}
        onChange={(chosen) =>
          onChange({ ...draft, owed: owable.filter((method) => chosen.includes(method)) })
        }
      >
        <Stack gap="xs" mt="xs">
          {owable.map((method) => (
            <Checkbox key={method} value={method} label={methodNames[method]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Text size="sm" c="dimmed">
        {whereItHolds(draft.entries)}
      </Text>
    </>
  );
}
