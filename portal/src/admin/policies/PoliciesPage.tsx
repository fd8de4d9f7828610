import { SegmentedControl } from '@mantine/core';
import { PolicyState } from '@sallyport/contract/vocabulary.ts';
import { IconShieldCog } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { PolicyTable } from './PolicyTable.tsx';
import { isNamed, stateNames } from './words.ts';

const all = 'all';

/** Named policies, and beneath them the switches that are policies too. */
export function PoliciesPage() {
  const policies = useQuery(asking('GET /policies', { query: {} }));
  const mayWrite = useMay('requirements:write');
  const [state, setState] = useState<string>(all);
  return (
    <Page
      title="Policies"
      about="Who needs a second factor, where and when. Where several apply to a sign-in, the strictest counts."
      actions={mayWrite && <ButtonLink to="/admin/policies/new">New policy</ButtonLink>}
    >
      <Loaded query={policies}>
        {({ items }) => {
          const named = items.filter(isNamed);
          const shown = named.filter((policy) => state === all || policy.state === state);
          return (
            <>
              <Section
                title="Named policies"
                actions={
                  named.length > 0 && (
                    <SegmentedControl
                      aria-label="State"
                      size="xs"
                      transitionDuration={0}
                      value={state}
                      onChange={setState}
                      data={[
                        { value: all, label: 'All' },
                        ...PolicyState.options
                          .toReversed()
                          .map((value) => ({ value, label: stateNames[value] })),
                      ]}
                    />
                  )
                }
              >
                {named.length === 0 && (
                  <EmptyState icon={<IconShieldCog size={36} />} title="No policies of your own yet">
                    For what the simple switches cannot say: outside the office, at night, for single groups.
                  </EmptyState>
                )}
                {named.length > 0 && shown.length === 0 && <EmptyState title="None in this state" />}
                {shown.length > 0 && <PolicyTable policies={shown} label="Named policies" />}
              </Section>
              <Section
                title="Built-in policies"
                about="Each has a simple switch of its own. Those of single users stand on the users’ pages."
              >
                <PolicyTable
                  policies={items.filter((policy) => !isNamed(policy))}
                  label="Built-in policies"
                />
              </Section>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
