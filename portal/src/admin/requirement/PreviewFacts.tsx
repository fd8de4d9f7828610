import { Alert, Stack, Text } from '@mantine/core';
import type { Preview } from '@sallyport/contract/requirements.ts';
import type { Strength } from '@sallyport/contract/vocabulary.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './PreviewFacts.module.css';
import { impacts, people } from './preview-words.ts';

/** Whom a change would concern, and how. */
export function PreviewFacts({ preview, strength }: { preview: Preview; strength: Strength }) {
  return (
    <Stack gap="md">
      <Text>
        This concerns <strong>{people(preview.concerned)}</strong>.
        {strength === 'none' && ' What they have set up stays, and is all back when you switch it on again.'}
      </Text>
      <ul className={classes.impacts}>
        {impacts(strength, preview).map(({ count, what }) => (
          <li key={what}>
            <strong className={classes.count}>{count.toLocaleString('en')}</strong>
            <span>{what}</span>
          </li>
        ))}
      </ul>
      {preview.warnings.map(({ code, message }) => (
        <Alert key={code} color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {message}
        </Alert>
      ))}
    </Stack>
  );
}
