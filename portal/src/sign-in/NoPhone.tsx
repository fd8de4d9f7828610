import { Anchor, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import denied from './DeniedStep.module.css';
import classes from './NoPhone.module.css';

interface Props {
  /** What to press for it. */
  question: string;
  helpDesk: string | undefined;
  /** One way a paragraph. */
  ways: readonly string[];
}

/** For those who cannot do what is asked: the other ways, and whom to ask. */
export function NoPhone({ question, helpDesk, ways }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Stack gap="xs">
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="center"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {question}
      </Anchor>
      {shown && (
        <Stack gap="xs" role="region" aria-label={question}>
          <ul className={classes.ways}>
            {ways.map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
          <Text size="sm" className={denied.helpDesk} data-help-desk>
            <strong>Whom to ask:</strong> {helpDesk || 'the administrators of your organisation'}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}
