import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { DialogButton } from '../../console/DialogButton.tsx';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { DeletePolicy } from './DeletePolicy.tsx';
import { ReportOnlySums } from './ReportOnlySums.tsx';
import { StateBadge } from './StateBadge.tsx';
import { StateSection } from './StateSection.tsx';
import { VersionsSection } from './VersionsSection.tsx';
import { sentenceOf } from './words.ts';

/** One policy: what it says, whether it is on, and how it came to be so. */
export function PolicyPage() {
  const { id } = useParams({ from: '/admin/policies/$id' });
  const policy = useQuery(asking('GET /policies/:id', { params: { id } }));
  const mayWrite = useMay('requirements:write');
  return (
    <Page
      title={policy.data?.name ?? 'Policy'}
      mark={policy.data && <StateBadge state={policy.data.state} />}
      about={policy.data?.description}
      actions={
        <>
          <ButtonLink to="/admin/policies" variant="default">
            All policies
          </ButtonLink>
          {mayWrite && policy.data && (
            <>
              <DialogButton
                label="Delete"
                title={`Delete “${policy.data.name}”?`}
                variant="default"
                dialogSize="lg"
              >
                {(close) => <DeletePolicy policy={policy.data} onDone={close} />}
              </DialogButton>
              <ButtonLink to="/admin/policies/$id/edit" params={{ id }}>
                Edit
              </ButtonLink>
            </>
          )}
        </>
      }
    >
      <Loaded query={policy}>
        {(loaded) => (
          <>
            <Section title="In words">
              <Text size="lg">{sentenceOf(loaded)}</Text>
            </Section>
            <StateSection key={`${loaded.id} ${loaded.version}`} policy={loaded} />
            {loaded.state === 'report-only' && <ReportOnlySums policyId={loaded.id} />}
          </>
        )}
      </Loaded>
      <VersionsSection id={id} />
    </Page>
  );
}
