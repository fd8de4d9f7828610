import { Badge, Group, NativeSelect, Stack, Text } from '@mantine/core';
import type { MailText } from '@sallyport/contract/mail-texts.ts';
import type { Language } from '@sallyport/contract/vocabulary.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import rows from '../../console/rows.module.css';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EditMailText } from './EditMailText.tsx';
import { languageNames, languages } from './languages.ts';

/** What each kind of mail says, in each language. */
export function MailTextsPage() {
  const texts = useQuery(asking('GET /mail-texts'));
  const [language, setLanguage] = useState<Language>('en');
  return (
    <Page
      title="Mail texts"
      about="What people read. Each mail is written in the language of its reader, or else of the organisation; greeting and help desk are put around every text."
      actions={
        <ButtonLink to="/admin/settings" variant="default">
          Settings
        </ButtonLink>
      }
    >
      <NativeSelect
        label="Language"
        maw="16rem"
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        onChange={(event) =>
          setLanguage(languages.find((known) => known === event.currentTarget.value) ?? 'en')
        }
      />
      <Section title={languageNames[language]}>
        <Loaded query={texts}>
          {({ items }) => (
            <ul className={rows.list}>
              {items
                .filter((text) => text.language === language)
                .map((text) => (
                  <TextRow key={text.id} text={text} />
                ))}
            </ul>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function TextRow({ text }: { text: MailText }) {
  const mayWrite = useMay('settings:write');
  return (
    <li className={rows.row}>
      <Stack gap={2} className={rows.words ?? ''}>
        <Group gap="xs">
          <Text fw={600}>{text.occasion}</Text>
          {text.changedAt && (
            <Badge variant="light" tt="none">
              Edited
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" lang={text.language}>
          {text.subject}
        </Text>
      </Stack>
      <DialogButton
        label={mayWrite ? 'Edit' : 'Read'}
        title={text.occasion}
        variant="default"
        size="xs"
        dialogSize="xl"
        aria-label={`${mayWrite ? 'Edit' : 'Read'}: ${text.occasion}`}
      >
        {(close) => <EditMailText text={text} onDone={close} />}
      </DialogButton>
    </li>
  );
}
