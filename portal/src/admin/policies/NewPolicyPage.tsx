import { useNavigate } from '@tanstack/react-router';
import { Page } from '../../console/Page.tsx';
import { request } from '../../console/request.ts';
import { emptyDraft } from './draft.ts';
import { PolicyForm } from './PolicyForm.tsx';

/** A new policy: it is off until somebody has looked at it and switches it on. */
export function NewPolicyPage() {
  const navigate = useNavigate();
  return (
    <Page title="New policy" about="It is saved switched off. Nothing happens before you switch it on.">
      <PolicyForm
        initial={emptyDraft}
        save={(body) => request('POST /policies', { body })}
        onSaved={({ id }) => navigate({ to: '/admin/policies/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/admin/policies' })}
      />
    </Page>
  );
}
