import { Text } from '@mantine/core';
import type { Me } from '@sallyport/contract/me.ts';
import { ActForm } from '../console/ActForm.tsx';
import { DialogButton } from '../console/DialogButton.tsx';
import { request } from '../console/request.ts';
import { Section } from '../console/Section.tsx';
import { useAct } from '../console/use-act.ts';

interface Props {
  me: Me;
  onBackupCodes: (codes: readonly string[]) => void;
}

/** How many backup codes are left, and new ones. Nothing to see for those without an authenticator. */
export function BackupCodesSection({ me, onBackupCodes }: Props) {
  const { backupCodesLeft: left, methods } = me.twoFactor;
  if (methods.length === 0 && left === 0) return null;
  return (
    <Section
      title="Backup codes"
      about="Each lets you in once when your authenticator is not at hand."
      actions={
        <DialogButton label="Make new codes" title="Make new backup codes?" variant="default">
          {(close) => (
            <MakeNewCodes
              left={left}
              onCancel={close}
              onCodes={(codes) => {
                close();
                onBackupCodes(codes);
              }}
            />
          )}
        </DialogButton>
      }
    >
      <Text fw={600} {...(left <= 2 && { c: 'var(--mantine-color-error)' })}>
        {left === 0 ? 'None left: make new ones now.' : `${left} of 10 left`}
      </Text>
    </Section>
  );
}

interface MakeNewCodesProps {
  left: number;
  onCancel: () => void;
  onCodes: (codes: readonly string[]) => void;
}

function MakeNewCodes({ left, onCancel, onCodes }: MakeNewCodesProps) {
  const make = useAct(() => request('POST /me/backup-codes'), { afterwards: ({ codes }) => onCodes(codes) });
  return (
    <ActForm act={make} onSubmit={() => make.run()} submit="Make new codes" onCancel={onCancel}>
      <Text>
        You get 10 new codes.{' '}
        {left > 0 && `The ${left === 1 ? 'one you have left stops' : `${left} you have left stop`} working.`}
      </Text>
    </ActForm>
  );
}
