import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { OtherRules } from './OtherRules.tsx';
import { RequirementEditor } from './RequirementEditor.tsx';

/** The global switch, and which other switches are on. */
export function RequirementPage() {
  const everyone = useQuery(asking('GET /requirements/everyone'));
  return (
    <Page
      title="Require 2FA"
      about="Before anything changes, you see how many people it concerns and by when they must act."
    >
      <Section title="Everyone" about="All users of the organisation, those to come included.">
        <Loaded query={everyone}>
          {(requirement) => (
            <RequirementEditor
              key={requirement.changedAt ?? requirement.strength}
              subject={{ kind: 'everyone' }}
              current={requirement}
              label="Two-factor authentication is"
            />
          )}
        </Loaded>
      </Section>
      <Section
        title="Other rules that are on"
        about="Where several rules apply to a person, the strictest counts. Rules for groups and single users are set on their pages."
      >
        <OtherRules />
      </Section>
    </Page>
  );
}
