import { NumberInput, Radio, Stack } from '@mantine/core';
import type { Strength } from '@sallyport/contract/vocabulary.ts';
import type { ReactNode } from 'react';
import type { RequirementDraft } from './draft.ts';
import { strengthExplanations, strengthNames } from './strengths.ts';

interface Props {
  label: ReactNode;
  /** What it means to require nothing here, where other rules still may. */
  noneLabel?: string;
  draft: RequirementDraft;
  onChange: (draft: RequirementDraft) => void;
  daysError?: ReactNode;
}

const strengths = ['none', 'optional', 'soft', 'forced'] as const satisfies readonly Strength[];

/** How hard a requirement presses, and the days of an enrollment period. */
export function StrengthFields({ label, noneLabel, draft, onChange, daysError }: Props) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label={label}
        value={draft.strength}
        onChange={(chosen) =>
          onChange({ ...draft, strength: strengths.find((strength) => strength === chosen) ?? 'none' })
        }
      >
        <Stack gap="sm" mt="xs">
          {strengths.map((strength) => (
            <Radio
              key={strength}
              value={strength}
              label={strength === 'none' && noneLabel ? noneLabel : strengthNames[strength]}
              description={strength === 'none' && noneLabel ? undefined : strengthExplanations[strength]}
            />
          ))}
        </Stack>
      </Radio.Group>
      {draft.strength === 'soft' && (
        <NumberInput
          label="Enrollment period, in days"
          description="From 1 to 365. They begin for each person when the rule first applies to them."
          min={1}
          max={365}
          allowDecimal={false}
          clampBehavior="none"
          w="100%"
          maw={320}
          value={draft.days}
          onChange={(days) => onChange({ ...draft, days })}
          error={daysError}
        />
      )}
    </Stack>
  );
}
