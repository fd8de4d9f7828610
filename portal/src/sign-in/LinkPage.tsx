import { Anchor, Text, VisuallyHidden } from '@mantine/core';
import type { LinkInfo, SignInState } from '@sallyport/contract/sign-in.ts';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../ui/api.ts';
import { PageHeading } from '../ui/PageHeading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { asProblem } from '../ui/problem.ts';
import { Loading } from '../ui/states.tsx';
import { ActivateForm } from './ActivateForm.tsx';
import { FirstOwnerForm } from './FirstOwnerForm.tsx';
import { ResetPasswordForm } from './ResetPasswordForm.tsx';
import { Step } from './Step.tsx';

interface Props {
  token: string | undefined;
  onSignIn: (state: SignInState) => void;
}

/** Opens a one-time link: finds out what it is for, and shows the form for that. */
export function LinkPage({ token, onSignIn }: Props) {
  const [info, setInfo] = useState<LinkInfo>();
  const [error, setError] = useState<unknown>();

  const check = useCallback(() => {
    if (token === undefined) return;
    setError(undefined);
    call('POST /links/check', { body: { token } }).then(setInfo, setError);
  }, [token]);
  useEffect(check, [check]);

  if (token === undefined) return <NoToken />;
  if (error !== undefined) return <NotValid error={error} onRetry={check} />;
  if (info === undefined) {
    return (
      <Step heading={<VisuallyHidden component="h1">Opening the link</VisuallyHidden>}>
        <Loading label="Looking at the link" />
      </Step>
    );
  }
  switch (info.purpose) {
    case 'setup':
      return <FirstOwnerForm token={token} onSignIn={onSignIn} />;
    case 'activation':
      return <ActivateForm token={token} user={info.user} onSignIn={onSignIn} />;
    case 'password-reset':
      return <ResetPasswordForm token={token} user={info.user} />;
  }
}

function NoToken() {
  return (
    <Step heading={<PageHeading>Open the link once more</PageHeading>}>
      <Text>
        For your safety this page forgets the link when it is loaded again. Open it once more from your mail,
        or wherever you got it, and take care to copy the whole of it.
      </Text>
      <Anchor href="/sign-in">To the sign-in</Anchor>
    </Step>
  );
}

function NotValid({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code, status } = asProblem(error);
  const mayPass = status === 0 || status >= 500;
  return (
    <Step heading={<PageHeading>The link could not be opened</PageHeading>}>
      {code === 'invalid-request' ? (
        <Text>A part of it is missing. Open it once more, and take care to copy the whole of it.</Text>
      ) : (
        <ProblemAlert error={error} {...(mayPass && { onRetry })} />
      )}
      <Text>
        Links work once and for some time only. If you have used it already, simply{' '}
        <Anchor href="/sign-in" underline="always">
          sign in
        </Anchor>
        ; for a new password{' '}
        <Anchor href="/forgot-password" underline="always">
          ask for another link
        </Anchor>
        ; to activate your account, ask your help desk for a new one.
      </Text>
    </Step>
  );
}
