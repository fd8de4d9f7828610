import { Button, type ButtonProps, Modal, type ModalProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useSyncExternalStore } from 'react';
import { currentRequest, subscribeToRequest } from './approval.ts';
import { currentQuestion, subscribeToQuestion } from './step-up.ts';

interface Props extends Omit<ButtonProps, 'children'> {
  label: ReactNode;
  /** Of the dialog; `label` if not given. */
  title?: ReactNode;
  dialogSize?: ModalProps['size'];
  /** The dialog's content, made anew each time it opens. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a dialog. */
export function DialogButton({ label, title = label, dialogSize, children, ...button }: Props) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={open}>
        {label}
      </Button>
      <Dialog opened={opened} onClose={close} title={title} {...(dialogSize && { size: dialogSize })}>
        {children(close)}
      </Dialog>
    </>
  );
}

/** A dialog that leaves focus and the Escape key to the dialogs about step-up and approval while one stands above it. */
export function Dialog(props: ModalProps) {
  const proving = useSyncExternalStore(subscribeToQuestion, currentQuestion) !== null;
  const asking = useSyncExternalStore(subscribeToRequest, currentRequest) !== null;
  const isBelow = proving || asking;
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={false}
      {...props}
      closeOnEscape={!isBelow}
      trapFocus={!isBelow}
    />
  );
}
