import { Radio, Stack, Text } from '@mantine/core';
import type { Preview } from '@sallyport/contract/preview.ts';
import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import { Time } from '../../ui/Time.tsx';
import { people } from './preview-words.ts';

interface Props {
  lapsed: Preview['lapsed'];
  value: LapsedPeriods;
  onChange: (value: LapsedPeriods) => void;
}

/** What becomes of those whose deadline passed while the requirement was off. */
export function LapsedChoice({ lapsed, value, onChange }: Props) {
  const unnamed = lapsed.count - lapsed.users.length;
  return (
    <Stack gap="sm">
      <Radio.Group
        label={`The deadline of ${people(lapsed.count)} passed while this was off`}
        value={value}
        onChange={(chosen) => onChange(chosen === 'locked' ? 'locked' : 'fresh')}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="fresh" label="Give them a new period" description="They get the full time again." />
          <Radio
            value="locked"
            label="Leave it passed"
            description="They cannot sign in until an administrator resets their period."
          />
        </Stack>
      </Radio.Group>
      <details>
        <summary>Who they are</summary>
        <ul>
          {lapsed.users.map(({ id, username, deadline }) => (
            <li key={id}>
              <Text size="sm">
                {username}, deadline was <Time iso={deadline} />
              </Text>
            </li>
          ))}
          {unnamed > 0 && (
            <li>
              <Text size="sm">and {unnamed.toLocaleString('en')} more</Text>
            </li>
          )}
        </ul>
      </details>
    </Stack>
  );
}
