import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { RolloutForm } from './RolloutForm.tsx';

export function NewRolloutPage() {
  const settings = useQuery(asking('GET /settings'));
  return (
    <Page
      title="Plan a rollout"
      about="A draft does nothing. Play it through before you start it: you see day by day who would be asked, who would have to enroll, and who would be locked out."
    >
      <Loaded query={settings}>
        {({ organisation }) => <RolloutForm timeZone={organisation.timeZone} />}
      </Loaded>
    </Page>
  );
}

export function EditRolloutPage() {
  const { id } = useParams({ from: '/admin/rollouts/$id/edit' });
  const rollout = useQuery({
    ...asking('GET /rollouts/:id', { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title="Change the rollout">
      <Loaded query={rollout}>
        {(before) => <RolloutForm key={before.id} before={before} timeZone={before.timeZone} />}
      </Loaded>
    </Page>
  );
}
