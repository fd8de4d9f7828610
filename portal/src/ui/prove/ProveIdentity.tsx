import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { methodNames } from '../methods.ts';
import { webAuthnWorksHere } from '../webauthn.ts';
import { CodeProof } from './CodeProof.tsx';
import type { GivenProof, ProofCalls, ProofMethod } from './proof.ts';
import { WebAuthnProof } from './WebAuthnProof.tsx';

interface Props<M extends ProofMethod> extends ProofCalls<GivenProof<M>> {
  methods: readonly M[];
  /** Shown first. */
  preferred: M;
}

const names: Readonly<Record<ProofMethod, string>> = { ...methodNames, password: 'Password' };

/** Asks for one proof: the preferred method's form, and a way to each other one. */
export function ProveIdentity<M extends ProofMethod>({ methods, preferred, start, submit }: Props<M>) {
  const [method, setMethod] = useState<M>(() => usableFirst(methods, preferred));
  const others = methods.filter((other) => other !== method);
  return (
    <Stack gap="lg">
      {method === 'webauthn' ? (
        <WebAuthnProof start={start} submit={submit} />
      ) : (
        <CodeProof key={method} method={method} submit={(code) => submit({ method, code })} />
      )}
      {others.length > 0 && (
        <Stack gap="xs" role="group" aria-label="Other ways">
          <Text size="sm" c="dimmed" aria-hidden>
            Use another way
          </Text>
          {others.map((other) => (
            <Button key={other} variant="default" fullWidth onClick={() => setMethod(other)}>
              {names[other]}
            </Button>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

/** The preferred method, unless this browser can't do it and another is there. */
function usableFirst<M extends ProofMethod>(methods: readonly M[], preferred: M): M {
  if (preferred !== 'webauthn' || webAuthnWorksHere()) return preferred;
  return methods.find((method) => method !== 'webauthn') ?? preferred;
}
