import { IconZoomQuestion } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ExplanationSections } from './ExplanationSections.tsx';
import { formFields, LoginForm } from './LoginForm.tsx';
import { type ExplainView, explainInput, readExplainView } from './login.ts';

/** Why a login goes as it does: one that might be, or one that was. */
export function ExplainPage() {
  const view = useSearch({ from: '/admin/explain' });
  const isPast = view.entry !== undefined || view.signIn !== undefined;
  return (
    <Page
      title={isPast ? 'Explain a sign-in' : 'Explain a login'}
      about={
        isPast
          ? 'As it was decided, with the facts and the rules of its day.'
          : 'What would happen to a user at a login, and what each policy has to do with it. Nothing is changed by asking.'
      }
      actions={
        isPast && (
          <ButtonLink to="/admin/explain" variant="default">
            Explain another login
          </ButtonLink>
        )
      }
    >
      {isPast ? <Past view={view} /> : <Possible view={view} />}
    </Page>
  );
}

const useExplanation = (view: ExplainView) => {
  const input = explainInput(view);
  return useQuery({
    ...asking('POST /explain', { body: input ?? {} }),
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
  });
};

function Past({ view }: { view: ExplainView }) {
  const explanation = useExplanation(view);
  return <Loaded query={explanation}>{(found) => <ExplanationSections explanation={found} />}</Loaded>;
}

function Possible({ view }: { view: ExplainView }) {
  const navigate = useNavigate({ from: '/admin/explain' });
  const explanation = useExplanation(view);
  return (
    <>
      <Section title="Which login">
        <LoginForm
          key={view.user}
          view={view}
          faults={fieldErrors(explanation.error)}
          onChange={(next) => void navigate({ search: readExplainView({ ...next }), replace: true })}
        />
      </Section>
      <Answer view={view} explanation={explanation} />
    </>
  );
}

/** Faults that stand beside their fields need no second telling. */
function Answer({
  view,
  explanation,
}: {
  view: ExplainView;
  explanation: ReturnType<typeof useExplanation>;
}) {
  const faults = fieldErrors(explanation.error);
  if (formFields.some((field) => field in faults)) return null;
  if (view.user === undefined)
    return (
      <EmptyState icon={<IconZoomQuestion size={36} />} title="Choose a user">
        The answer comes from the very decision that their next sign-in meets.
      </EmptyState>
    );
  return (
    <Loaded query={explanation.error ? { ...explanation, data: undefined } : explanation}>
      {(found) => <ExplanationSections explanation={found} />}
    </Loaded>
  );
}
