import { Text } from '@mantine/core';
import type { Policy } from '@sallyport/contract/policies.ts';
import type { PolicyState } from '@sallyport/contract/vocabulary.ts';
import { request } from '../../console/request.ts';
import { ConfirmImpact } from './ConfirmImpact.tsx';
import { sentenceOf, stateNames } from './words.ts';

interface Props {
  policy: Policy;
  state: PolicyState;
  onCancel: () => void;
  onDone: (policy: Policy) => void;
}

const submits: Readonly<Record<PolicyState, string>> = {
  on: 'Switch it on',
  'report-only': 'Report only',
  off: 'Switch it off',
};

/** Says once more what the policy does, and whom that concerns, before it does it or ceases to. */
export function ConfirmState({ policy, state, onCancel, onDone }: Props) {
  const { id } = policy;
  const onlyReports = state === 'report-only' && policy.state === 'off';
  return (
    <ConfirmImpact
      change={{ change: 'policy', policyId: id, state: onlyReports ? 'on' : state }}
      onlyReports={onlyReports}
      save={(lapsedPeriods) =>
        request('PUT /policies/:id/state', { params: { id }, body: { state, lapsedPeriods } })
      }
      submit={submits[state]}
      said={`“${policy.name}” is now: ${stateNames[state].toLowerCase()}.`}
      onSaved={onDone}
      onCancel={onCancel}
      dangerous={state === 'on' && policy.action.kind === 'deny'}
    >
      <Text>{sentenceOf(policy)}</Text>
    </ConfirmImpact>
  );
}
