import { Stack, Text } from '@mantine/core';
import type { Requirement } from '@sallyport/contract/requirements.ts';
import { methodNames } from '../../ui/methods.ts';
import { inOnePhrase } from '../../ui/phrase.ts';
import { whereItHolds } from './entries.ts';
import { strengthInShort } from './strengths.ts';

interface Props {
  current: Requirement;
  label: string;
  /** What it means to require nothing here, where other rules still may. */
  noneLabel?: string;
}

/** How a switch stands, for those who may not turn it. */
export function RequirementInWords({ current, label, noneLabel }: Props) {
  const { strength, owed = [], entries = [] } = current;
  return (
    <Stack gap="xs">
      <Text>
        {label}: <strong>{strength === 'none' && noneLabel ? noneLabel : strengthInShort(current)}</strong>
      </Text>
      {strength !== 'none' && (
        <Text size="sm" c="dimmed">
          {owed.length > 0 &&
            `Everybody must set up: ${inOnePhrase(owed.map((method) => methodNames[method]))}. `}
          {whereItHolds(entries)}
        </Text>
      )}
    </Stack>
  );
}
