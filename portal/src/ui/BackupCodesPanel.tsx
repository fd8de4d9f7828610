import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import classes from './BackupCodesPanel.module.css';
import { backupCodesFile } from './backup-codes-file.ts';
import { CopyButton } from './CopyButton.tsx';
import { saveAs } from './save-as.ts';

interface Props {
  codes: readonly string[];
  username: string;
  organisation: string;
  onDone: () => void;
}

/** Shows backup codes the one time they are known, and goes on only when they are said to be saved. */
export function BackupCodesPanel({ codes, username, organisation, onDone }: Props) {
  const [saved, setSaved] = useState(false);
  const [reminded, setReminded] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const file = backupCodesFile({ codes, username, organisation, madeAt: new Date() });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (saved) onDone();
        else {
          setReminded(true);
          box.current?.focus();
        }
      }}
    >
      <Stack>
        <Text>
          Without your authenticator, each of these codes lets you in once. Keep them where you find them
          without this device: printed, or in a password manager. They are shown <strong>only now</strong>.
        </Text>
        <section className={classes.sheet} aria-label="Your backup codes">
          <div className={classes.printed}>
            <strong>{organisation}</strong>
            <br />
            Backup codes of {username}. Each works once.
          </div>
          <ul className={classes.codes}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </section>
        <Group gap="xs" grow preventGrowOverflow={false}>
          <CopyButton value={codes.join('\n')} />
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => saveAs('sallyport-backup-codes.txt', file)}
          >
            Download
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => globalThis.print()}
          >
            Print
          </Button>
        </Group>
        <Checkbox
          ref={box}
          label="I have saved these codes"
          checked={saved}
          onChange={(event) => setSaved(event.currentTarget.checked)}
          error={reminded && !saved ? 'Save the codes first, then tick this box.' : undefined}
        />
        <Button type="submit" fullWidth>
          Continue
        </Button>
      </Stack>
    </form>
  );
}
