import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call } from '../ui/api.ts';
import { ProveIdentity } from '../ui/prove/ProveIdentity.tsx';
import type { ProofMethod } from '../ui/prove/proof.ts';
import { Loaded } from './Loaded.tsx';
import { asking } from './queries.ts';
import { currentQuestion, type StepUpQuestion, subscribeToQuestion } from './step-up.ts';

/** Asks for a fresh proof whenever a call needs one. Stands above all other dialogs. */
export function StepUpDialog() {
  const question = useSyncExternalStore(subscribeToQuestion, currentQuestion);
  return (
    <Modal
      opened={question !== null}
      // Only after the Escape key was handled everywhere: else it closes the dialog beneath as well.
      onClose={() => setTimeout(() => question?.cancel())}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={400}
      title="Is it you?"
    >
      {question && <Question question={question} />}
    </Modal>
  );
}

function Question({ question }: { question: StepUpQuestion }) {
  const options = useQuery({ ...asking('GET /me/step-up'), gcTime: 0 });
  return (
    <Stack>
      <Text size="sm">
        This changes how accounts are protected, so please prove once more that it is you.
      </Text>
      <Loaded query={options}>
        {({ methods, default: preferred }) => (
          <ProveIdentity<ProofMethod>
            methods={methods}
            preferred={preferred}
            start={(method) => call('POST /me/step-up/challenges', { body: { method } })}
            submit={async (proof) => {
              await call('POST /me/step-up', { body: proof });
              question.proved();
            }}
          />
        )}
      </Loaded>
    </Stack>
  );
}
