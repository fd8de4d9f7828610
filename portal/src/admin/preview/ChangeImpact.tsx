import { Loaded } from '../../console/Loaded.tsx';
import { ImpactPreview } from './ImpactPreview.tsx';
import { type Change, usePreview } from './use-preview.ts';

/** What a change would do, as far as it is chosen; it may be made all the same. */
export function ChangeImpact({ change }: { change: Change }) {
  return <Loaded query={usePreview(change)}>{(impact) => <ImpactPreview preview={impact} />}</Loaded>;
}
