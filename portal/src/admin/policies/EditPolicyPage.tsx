import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { request } from '../../console/request.ts';
import { draftOf } from './draft.ts';
import { PolicyForm } from './PolicyForm.tsx';
import { StateBadge } from './StateBadge.tsx';

/** Edits the version that was loaded first: if somebody else makes another one meanwhile, the server says so. */
export function EditPolicyPage() {
  const { id } = useParams({ from: '/admin/policies/$id/edit' });
  const policy = useQuery({
    ...asking('GET /policies/:id', { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const navigate = useNavigate();
  const back = () => navigate({ to: '/admin/policies/$id', params: { id } });
  return (
    <Page
      title={policy.data ? `Edit “${policy.data.name}”` : 'Edit the policy'}
      mark={policy.data && <StateBadge state={policy.data.state} />}
      about={
        policy.data?.state === 'on' && 'It is switched on: what you save is in force at the next sign-in.'
      }
    >
      <Loaded query={policy}>
        {(loaded) => (
          <PolicyForm
            initial={draftOf(loaded)}
            {...(loaded.state === 'on' && {
              changeTo: (policy) => ({ change: 'policy', policyId: id, policy }),
            })}
            save={(input, lapsedPeriods) =>
              request('PUT /policies/:id', {
                params: { id },
                body: { ...input, lapsedPeriods, version: loaded.version },
              })
            }
            onSaved={back}
            onCancel={() => void back()}
          />
        )}
      </Loaded>
    </Page>
  );
}
