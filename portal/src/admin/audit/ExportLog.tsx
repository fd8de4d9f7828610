import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { DialogButton } from '../../console/DialogButton.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { saveFile } from '../../ui/save-as.ts';
import { type AuditFilter, auditQuery } from './filter.ts';

const formats = [
  { value: 'jsonl', label: 'JSON lines', description: 'With all that verifying the chain takes' },
  { value: 'csv', label: 'CSV', description: 'For spreadsheets' },
] as const;
type Format = (typeof formats)[number]['value'];

/** Saves the entries that the page shows, all pages of them, as a file. */
export function ExportLog({ filter }: { filter: AuditFilter }) {
  return (
    <DialogButton label="Export" title="Export the audit log" variant="default">
      {(close) => <ExportForm filter={filter} onDone={close} />}
    </DialogButton>
  );
}

function ExportForm({ filter, onDone }: { filter: AuditFilter; onDone: () => void }) {
  const [format, setFormat] = useState<Format>('jsonl');
  const narrowed = Object.keys(filter).length > 0;
  const save = useAct(
    () => request('GET /audit-events/export', { query: { ...auditQuery(filter), format } }),
    {
      said: 'The log was exported. That is recorded in it, too.',
      afterwards: (file) => {
        saveFile(`audit-log.${format}`, file);
        onDone();
      },
    },
  );
  return (
    <ActForm act={save} onSubmit={() => save.run()} submit="Export" onCancel={onDone}>
      <Text>
        {narrowed
          ? 'All entries that match the filters of the page, oldest first.'
          : 'All entries, oldest first. To export fewer, filter the page before.'}{' '}
        That you did it is recorded.
      </Text>
      <Radio.Group
        label="Format"
        value={format}
        onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'jsonl')}
      >
        <Stack gap="xs" mt="xs">
          {formats.map((choice) => (
            <Radio key={choice.value} {...choice} />
          ))}
        </Stack>
      </Radio.Group>
    </ActForm>
  );
}
