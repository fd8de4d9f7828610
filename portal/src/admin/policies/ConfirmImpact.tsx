import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import { type ReactNode, useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { useAct } from '../../console/use-act.ts';
import { ImpactPreview } from '../preview/ImpactPreview.tsx';
import { type Change, usePreview } from '../preview/use-preview.ts';
import { LapsedChoice } from '../requirement/LapsedChoice.tsx';

export type PolicyChange = Extract<Change, { change: 'policy' }>;

interface Props<Saved> {
  change: PolicyChange;
  /** It will only report: `change` is what would be if it were on, and keeps nobody from saving. */
  onlyReports?: boolean;
  save: (lapsedPeriods: LapsedPeriods) => Promise<Saved>;
  submit: string;
  said: string;
  onSaved: (saved: Saved) => void | Promise<void>;
  onCancel: () => void;
  dangerous?: boolean;
  children?: ReactNode;
}

/** Whom a change of a policy concerns, before it is made. */
export function ConfirmImpact<Saved>({
  change,
  onlyReports = false,
  save,
  submit,
  said,
  onSaved,
  onCancel,
  dangerous = false,
  children,
}: Props<Saved>) {
  const [lapsedPeriods, setLapsedPeriods] = useState<LapsedPeriods>('fresh');
  const preview = usePreview({ ...change, lapsedPeriods });
  const act = useAct(() => save(lapsedPeriods), { said, afterwards: onSaved });
  return (
    <Loaded query={preview}>
      {(impact) => (
        <ActForm
          act={act}
          onSubmit={() => act.run()}
          onCancel={onCancel}
          submit={submit}
          submitProps={{
            disabled:
              !onlyReports &&
              (!preview.isCurrent || impact.state === 'running' || impact.refusals.length > 0),
          }}
          dangerous={dangerous || (!onlyReports && impact.lockedOut > 0)}
        >
          {children}
          <ImpactPreview preview={impact} onlyReports={onlyReports} />
          {!onlyReports && impact.lapsed.count > 0 && (
            <LapsedChoice lapsed={impact.lapsed} value={lapsedPeriods} onChange={setLapsedPeriods} />
          )}
        </ActForm>
      )}
    </Loaded>
  );
}
