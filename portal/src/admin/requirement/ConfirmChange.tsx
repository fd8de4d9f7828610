import type { RequirementInput } from '@sallyport/contract/requirements.ts';
import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { asking } from '../../console/queries.ts';
import { useAct } from '../../console/use-act.ts';
import { LapsedChoice } from './LapsedChoice.tsx';
import { PreviewFacts } from './PreviewFacts.tsx';
import { confirmation } from './preview-words.ts';
import { putRequirement, type Subject } from './subject.ts';

interface Props {
  subject: Subject;
  /** Null turns the switch off. */
  input: RequirementInput | null;
  onDone: () => void;
}

/** Shows whom a change concerns before it is made; the button says how many. */
export function ConfirmChange({ subject, input, onDone }: Props) {
  const [lapsedPeriods, setLapsedPeriods] = useState<LapsedPeriods>('fresh');
  const requirement = input && { ...input, lapsedPeriods };
  const preview = useQuery({
    ...asking('POST /policies/preview', { body: { subject, requirement } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const change = useAct(() => putRequirement(subject, requirement), {
    said: input ? 'The requirement is in force.' : 'The requirement is switched off.',
    afterwards: onDone,
  });
  return (
    <Loaded query={preview}>
      {(impact) => (
        <ActForm
          act={change}
          onSubmit={() => change.run()}
          onCancel={onDone}
          submit={confirmation(input?.strength ?? 'none', impact.concerned)}
          submitProps={{ disabled: preview.isPlaceholderData }}
          dangerous={impact.lockedOut > 0}
        >
          <PreviewFacts preview={impact} strength={input?.strength ?? 'none'} />
          {input && impact.lapsed.count > 0 && (
            <LapsedChoice lapsed={impact.lapsed} value={lapsedPeriods} onChange={setLapsedPeriods} />
          )}
        </ActForm>
      )}
    </Loaded>
  );
}
