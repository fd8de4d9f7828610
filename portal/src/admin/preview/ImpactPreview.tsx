import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import type { Preview, PreviewList } from '@sallyport/contract/preview.ts';
import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { formatDeadline } from '../../ui/time.ts';
import { people } from '../requirement/preview-words.ts';
import { ImpactCards } from './ImpactCards.tsx';
import { ImpactPeople } from './ImpactPeople.tsx';
import { ImpactProgress } from './ImpactProgress.tsx';
import { listName } from './lists.ts';

/** Drawn only where there is something to draw. */
const ImpactChart = lazy(async () => ({ default: (await import('./ImpactChart.tsx')).ImpactChart }));

interface Props {
  /** From `usePreview`. */
  preview: Preview;
  /** It would only be reported: what is shown is what would be if it were on. */
  onlyReports?: boolean;
  /** Said after how many people it concerns. */
  children?: ReactNode;
}

/** Whom a change would concern and how, who they are, and what would come of it in the days to come. */
export function ImpactPreview({ preview, onlyReports = false, children }: Props) {
  const [list, setList] = useState<PreviewList>();
  if (preview.state === 'running') return <ImpactProgress {...preview.progress} />;
  return (
    <Stack gap="md">
      <Refusals
        refusals={preview.refusals}
        title={onlyReports ? 'It could not be switched on' : 'This cannot be saved'}
      />
      <Text>
        {onlyReports ? (
          <>
            <strong>Nobody is touched: it only reports.</strong> If it were on, it would concern{' '}
            {people(preview.concerned)}:
          </>
        ) : (
          <>
            This concerns <strong>{people(preview.concerned)}</strong>.{children}
            {preview.deadline && ` Whoever’s time starts now has until ${formatDeadline(preview.deadline)}.`}
          </>
        )}
      </Text>
      <ImpactCards preview={preview} chosen={list} onChoose={setList} />
      {list && preview.lists[list].count > 0 && (
        <ImpactPeople
          key={`${preview.id} ${list}`}
          id={preview.id}
          list={list}
          name={listName(list, preview)}
        />
      )}
      {preview.days.some(({ lockedOut }) => lockedOut > 0) && (
        <Suspense fallback={<Skeleton height={220} />}>
          <ImpactChart preview={preview} />
        </Suspense>
      )}
      {preview.warnings.map(({ code, message }) => (
        <Alert key={code} color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {message}
        </Alert>
      ))}
    </Stack>
  );
}

/** Saving it would be refused: why, before anybody tries. */
function Refusals({ refusals, title }: Pick<Preview, 'refusals'> & { title: string }) {
  return refusals.map(({ code, message, field }) => (
    <Alert key={`${code} ${field ?? ''}`} color="red" icon={<IconBan aria-hidden />} title={title}>
      {message}
    </Alert>
  ));
}
