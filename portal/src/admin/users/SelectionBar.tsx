import { Button, Group, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DialogButton } from '../../console/DialogButton.tsx';
import { asking } from '../../console/queries.ts';
import { useMay } from '../../console/session.tsx';
import { ExemptMany } from './bulk/ExemptMany.tsx';
import { RemindMany } from './bulk/RemindMany.tsx';
import { RequireMany } from './bulk/RequireMany.tsx';
import { ResetMany } from './bulk/ResetMany.tsx';
import type { UserFilter } from './filter.ts';
import classes from './SelectionBar.module.css';
import { nobody, type Selection, sizeOf } from './selection.ts';

interface Props {
  selection: Selection;
  filter: UserFilter;
  onChange: (selection: Selection) => void;
}

/** What can be done with the users that are selected; there as long as some are. */
export function SelectionBar({ selection, filter, onChange }: Props) {
  const mayRequire = useMay('requirements:write');
  const mayWrite = useMay('users:write');
  const mayReset = useMay('users:reset');
  const mayExempt = useMay('exemptions:write');
  const count = useQuery(asking('GET /users/count', { query: filter }));
  const all = count.data?.count;
  const size = sizeOf(selection);

  return (
    <Paper withBorder className={classes.bar} role="region" aria-label="Selected users">
      <Group justify="space-between" gap="xs">
        <Group gap="sm" className={classes.whom ?? ''}>
          <Text fw={600} role="status">
            {size.toLocaleString('en')} selected
          </Text>
          {selection.kind === 'some' && all !== undefined && all > size && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onChange({ kind: 'all', count: all, filter })}
            >
              Select all {all.toLocaleString('en')} that match
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" color="gray" onClick={() => onChange(nobody)}>
            Clear
          </Button>
        </Group>
        <Group gap="xs" className={classes.acts ?? ''}>
          {mayRequire && (
            <DialogButton label="Require 2FA" size="xs" dialogSize="lg">
              {(close) => <RequireMany selection={selection} onDone={close} />}
            </DialogButton>
          )}
          {mayWrite && (
            <DialogButton label="Remind" title="Mail a reminder" size="xs" variant="default">
              {(close) => <RemindMany selection={selection} onDone={close} />}
            </DialogButton>
          )}
          {mayExempt && (
            <DialogButton label="Exempt" title="Exempt from 2FA" size="xs" variant="default">
              {(close) => <ExemptMany selection={selection} onDone={close} />}
            </DialogButton>
          )}
          {mayReset && (
            <DialogButton label="Reset 2FA" size="xs" variant="default">
              {(close) => <ResetMany selection={selection} onDone={close} />}
            </DialogButton>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
