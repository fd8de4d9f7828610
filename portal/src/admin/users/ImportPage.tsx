import { Alert, Button, Checkbox, FileInput, Group, Stack, Table, Text, Textarea } from '@mantine/core';
import type { ImportResult } from '@sallyport/contract/users.ts';
import { IconCheck, IconFileSpreadsheet } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useAct } from '../../console/use-act.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { saveAs } from '../../ui/save-as.ts';
import { importFaults, type LineFault } from './import-faults.ts';

const sample = `username,displayName,email,groups
ada,Ada Lovelace,ada@example.org,Engineering
grace,Grace Hopper,grace@example.org,Engineering;Managers
alan,Alan Turing,alan@example.org,
`;

/** Imports users from CSV: checked as a whole first, imported as a whole or not at all. */
export function ImportPage() {
  const navigate = useNavigate();
  const [csv, setCsv] = useState('');
  const [createGroups, setCreateGroups] = useState(true);
  const [sendActivation, setSendActivation] = useState(true);
  const send = (dryRun: boolean) =>
    request('POST /users/import', { body: { csv, createGroups, sendActivation, dryRun } });
  const [checked, setChecked] = useState<ImportResult>();
  const check = useAct(() => send(true), { afterwards: setChecked });
  const carryOut = useAct(() => send(false), {
    said: ({ users }) => `${users} users were imported.`,
    afterwards: () => void navigate({ to: '/admin/users' }),
  });
  /** What was checked holds only for the file and choices it was checked with. */
  const changing = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setChecked(undefined);
      check.reset();
      carryOut.reset();
    };
  };
  const error = carryOut.error ?? check.error;
  const faults = importFaults(error);

  return (
    <Page
      title="Import users"
      about="From a CSV file, as spreadsheets save it. Nothing is imported until the whole file is right."
      actions={
        <ButtonLink to="/admin/users" variant="default">
          Back to the users
        </ButtonLink>
      }
    >
      <Section
        title="The file"
        about="The first line names the columns: username, displayName, email, groups. Several groups of a user are separated by semicolons."
        actions={
          <Button variant="default" onClick={() => saveAs('sallyport-users.csv', sample)}>
            Save a sample
          </Button>
        }
      >
        <ActForm
          act={{ running: check.running, error: null }}
          onSubmit={() => check.run()}
          submit="Check the file"
          submitProps={{ disabled: csv.trim() === '', variant: checked ? 'default' : 'filled' }}
        >
          <FileInput
            label="Choose a file"
            placeholder="users.csv"
            accept=".csv,text/csv,text/plain"
            leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            onChange={(file) => void file?.text().then(changing(setCsv))}
          />
          <Textarea
            label="Or paste its content"
            autosize
            minRows={5}
            maxRows={14}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            value={csv}
            onChange={(event) => changing(setCsv)(event.currentTarget.value)}
          />
          <Checkbox
            label="Create groups that do not exist yet"
            checked={createGroups}
            onChange={(event) => changing(setCreateGroups)(event.currentTarget.checked)}
          />
          <Checkbox
            label="Mail everybody their activation link"
            checked={sendActivation}
            onChange={(event) => changing(setSendActivation)(event.currentTarget.checked)}
          />
        </ActForm>
      </Section>
      {faults ? <Faults faults={faults} /> : <ProblemAlert error={error} />}
      {checked && !error && (
        <Section title="The file is right">
          <Alert color="green" icon={<IconCheck aria-hidden />} role="status">
            <Text>
              {plural(checked.users, 'user')} in {plural(checked.groups, 'group')}.
              {checked.newGroups.length > 0 && ` New groups: ${checked.newGroups.join(', ')}.`} Nothing has
              been imported yet.
            </Text>
          </Alert>
          <Group justify="flex-end" ref={reveal}>
            <Button loading={carryOut.running} onClick={() => carryOut.run()}>
              Import {plural(checked.users, 'user')}
            </Button>
          </Group>
        </Section>
      )}
    </Page>
  );
}

/** The form above may be longer than the screen. */
const reveal = (answer: HTMLElement | null) => answer?.scrollIntoView({ block: 'nearest' });

const plural = (count: number, word: string) =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

function Faults({ faults }: { faults: readonly LineFault[] }) {
  return (
    <Section
      title={`${plural(faults.length, 'mistake')} in the file`}
      about="Nothing was imported. Mend these lines, then check the file again."
    >
      <Stack role="alert" ref={reveal}>
        <Table aria-label="Mistakes by line">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>What is wrong</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.map(({ line, message }) => (
              <Table.Tr key={`${line} ${message}`}>
                <Table.Td>{line ?? '–'}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Section>
  );
}
