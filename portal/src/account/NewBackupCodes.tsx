import { useQuery } from '@tanstack/react-query';
import { Dialog } from '../console/DialogButton.tsx';
import { asking } from '../console/queries.ts';
import { BackupCodesPanel } from '../ui/BackupCodesPanel.tsx';

interface Props {
  /** Nothing is shown while there are none. */
  codes: readonly string[];
  username: string;
  onDone: () => void;
}

/** The dialog with new backup codes; it closes only by saying that they are saved. */
export function NewBackupCodes({ codes, username, onDone }: Props) {
  const info = useQuery(asking('GET /info'));
  return (
    <Dialog
      opened={codes.length > 0}
      onClose={() => undefined}
      withCloseButton={false}
      // What opened it is gone by then; the dialog before this one held it.
      returnFocus={false}
      title="Your new backup codes"
    >
      <BackupCodesPanel
        codes={codes}
        username={username}
        organisation={info.data?.organisation ?? 'Sallyport'}
        onDone={() => {
          onDone();
          document.getElementById('content')?.focus();
        }}
      />
    </Dialog>
  );
}
