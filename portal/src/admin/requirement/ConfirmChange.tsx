import type { RequirementInput } from '@sallyport/contract/requirements.ts';
import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { useAct } from '../../console/use-act.ts';
import { ImpactPreview } from '../preview/ImpactPreview.tsx';
import { usePreview } from '../preview/use-preview.ts';
import { LapsedChoice } from './LapsedChoice.tsx';
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
  const preview = usePreview({ subject, requirement });
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
          submitProps={{
            disabled: !preview.isCurrent || impact.state === 'running' || impact.refusals.length > 0,
          }}
          dangerous={impact.lockedOut > 0}
        >
          <ImpactPreview preview={impact}>
            {!input && ' What they have set up stays, and is all back when you switch it on again.'}
          </ImpactPreview>
          {input && impact.lapsed.count > 0 && (
            <LapsedChoice lapsed={impact.lapsed} value={lapsedPeriods} onChange={setLapsedPeriods} />
          )}
        </ActForm>
      )}
    </Loaded>
  );
}
