import type { ConfirmEnrollment, StartedEnrollment } from '@sallyport/contract/sign-in.ts';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import { type ReactNode, useState } from 'react';
import { ChooseMethod } from './ChooseMethod.tsx';
import { ConfirmTotp } from './ConfirmTotp.tsx';
import { ConfirmWebAuthn } from './ConfirmWebAuthn.tsx';

interface Props {
  methods: readonly EnrollableMethod[];
  preferred: EnrollableMethod;
  start: (method: EnrollableMethod) => Promise<StartedEnrollment>;
  confirm: (id: string, answer: ConfirmEnrollment) => Promise<void>;
  /** Asks for a name, to tell several authenticators apart. */
  withName?: boolean;
  /** Said before the choice only. */
  intro?: ReactNode;
  /** Beside the button that begins, e.g. one to skip or cancel. */
  secondary?: ReactNode;
}

/** Sets up an authenticator: choose a method, then prove that it works. Signing in and the account share it. */
export function AddAuthenticator({
  methods,
  preferred,
  start,
  confirm,
  withName = false,
  intro,
  secondary,
}: Props) {
  const [started, setStarted] = useState<StartedEnrollment>();
  const [cameBack, setCameBack] = useState(false);
  if (started === undefined) {
    return (
      <>
        {intro}
        <ChooseMethod
          methods={methods}
          preferred={preferred}
          onChoose={async (method) => setStarted(await start(method))}
          secondary={secondary}
          autoFocus={cameBack}
        />
      </>
    );
  }
  const Confirm = started.method === 'totp' ? ConfirmTotp : ConfirmWebAuthn;
  return (
    <Confirm
      started={started}
      confirm={(answer) => confirm(started.id, answer)}
      withName={withName}
      onBack={() => {
        setCameBack(true);
        setStarted(undefined);
      }}
    />
  );
}
