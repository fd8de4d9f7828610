import { Checkbox, Radio, Stack } from '@mantine/core';
import type { EnrollableMethod, ResourceKind } from '@sallyport/contract/vocabulary.ts';
import { useState } from 'react';
import { methodNames } from '../../ui/methods.ts';
import type { RequirementDraft } from './draft.ts';
import { entries, entryNames } from './entries.ts';

interface Props {
  draft: RequirementDraft;
  onChange: (draft: RequirementDraft) => void;
}

const owable: readonly EnrollableMethod[] = ['totp', 'webauthn'];

/** Those of `known` that `chosen` names, in the order of `known`. */
const among = <T extends string>(known: readonly T[], chosen: readonly string[]) =>
  known.filter((word) => chosen.includes(word));

/** Where a requirement holds, and which methods it insists on. */
export function ScopeFields({ draft, onChange }: Props) {
  const [everywhere, setEverywhere] = useState(draft.entries.length === 0);
  const setEntries = (chosen: readonly ResourceKind[]) => onChange({ ...draft, entries: chosen });
  return (
    <>
      <Stack gap="sm">
        <Radio.Group
          label="Where it holds"
          value={everywhere ? 'everywhere' : 'some'}
          onChange={(value) => {
            setEverywhere(value === 'everywhere');
            setEntries(value === 'everywhere' ? [] : ['portal']);
          }}
        >
          <Stack gap="sm" mt="xs">
            <Radio value="everywhere" label="At every sign-in" />
            <Radio value="some" label="Only at certain entries" />
          </Stack>
        </Radio.Group>
        {!everywhere && (
          <Checkbox.Group
            label="Entries"
            value={[...draft.entries]}
            onChange={(chosen) => setEntries(among(entries, chosen))}
          >
            <Stack gap="xs" mt="xs">
              {entries.map((entry) => (
                <Checkbox
                  key={entry}
                  value={entry}
                  label={entryNames[entry]}
                  disabled={draft.entries.length === 1 && draft.entries[0] === entry}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </Stack>
      <Checkbox.Group
        label="Methods everybody must set up"
        description="None ticked: any method that is switched on will do. A method ticked here is still owed after another was set up."
        value={[...draft.owed]}
        onChange={(chosen) => onChange({ ...draft, owed: among(owable, chosen) })}
      >
        <Stack gap="xs" mt="xs">
          {owable.map((method) => (
            <Checkbox key={method} value={method} label={methodNames[method]} />
          ))}
        </Stack>
      </Checkbox.Group>
    </>
  );
}
