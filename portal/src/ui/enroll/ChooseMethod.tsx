import { Radio, Stack } from '@mantine/core';
import type { EnrollableMethod } from '@sallyport/contract/vocabulary.ts';
import { type ReactNode, useState } from 'react';
import { enrollmentHints, methodNames } from '../methods.ts';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { SubmitButton } from '../SubmitButton.tsx';
import { SubmitForm } from '../SubmitForm.tsx';
import { useSubmit } from '../use-submit.ts';
import { webAuthnWorksHere } from '../webauthn.ts';

interface Props {
  methods: readonly EnrollableMethod[];
  preferred: EnrollableMethod;
  onChoose: (method: EnrollableMethod) => Promise<void>;
  secondary?: ReactNode;
  /** Takes the focus when the reader comes back to the choice. */
  autoFocus: boolean;
}

/** The first step of setting up: which method. */
export function ChooseMethod({ methods, preferred, onChoose, secondary, autoFocus }: Props) {
  const [method, setMethod] = useState(preferred);
  const act = useSubmit(() => onChoose(method));
  return (
    <SubmitForm act={act}>
      <Radio.Group
        label="What do you want to use?"
        value={method}
        onChange={(value) => setMethod(methods.find((offered) => offered === value) ?? preferred)}
      >
        <Stack gap="sm" mt="sm">
          {methods.map((offered) => (
            <Radio
              key={offered}
              value={offered}
              autoFocus={autoFocus && offered === preferred}
              label={methodNames[offered]}
              description={
                offered === 'webauthn' && !webAuthnWorksHere()
                  ? 'Not possible in this browser.'
                  : enrollmentHints[offered]
              }
              disabled={offered === 'webauthn' && !webAuthnWorksHere()}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ProblemAlert error={act.error} />
      <SubmitButton act={act}>Set it up now</SubmitButton>
      {secondary}
    </SubmitForm>
  );
}
