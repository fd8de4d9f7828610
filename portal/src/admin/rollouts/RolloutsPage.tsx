import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { RolloutSummaries } from './RolloutSummaries.tsx';

/** All rollouts, those under way first. */
export function RolloutsPage() {
  const rollouts = useQuery(asking('GET /rollouts'));
  const mayPlan = useMay('requirements:write');
  return (
    <Page
      title="Rollouts"
      about="Require 2FA step by step: each wave is announced, starts on its day, and gives its people time. A rollout that goes badly pauses itself."
      actions={mayPlan && <ButtonLink to="/admin/rollouts/new">Plan a rollout</ButtonLink>}
    >
      <Loaded query={rollouts}>
        {({ items }) => {
          const over = items.filter(({ state }) => state === 'done' || state === 'cancelled');
          return (
            <>
              <Section title="Planned and under way">
                <RolloutSummaries rollouts={items.filter((rollout) => !over.includes(rollout))} />
              </Section>
              {over.length > 0 && (
                <Section title="Over" about="What their waves require are policies of their own.">
                  <RolloutSummaries rollouts={over} />
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
