import { Alert, Text, UnstyledButton } from '@mantine/core';
import type { Overview } from '@sallyport/contract/administration.ts';
import type { EnrollmentStatus } from '@sallyport/contract/vocabulary.ts';
import { IconClockExclamation, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../console/Loaded.tsx';
import { ButtonLink } from '../../console/links.tsx';
import { Page } from '../../console/Page.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { statusLooks } from '../../console/StatusBadge.tsx';
import { useMay } from '../../console/session.tsx';
import { statuses, statusNames } from '../../console/two-factor.ts';
import { EmptyState } from '../../ui/states.tsx';
import { clockWarnings } from './clock-warnings.ts';
import { HistorySections } from './HistorySections.tsx';
import classes from './OverviewPage.module.css';

/** How far the organisation is, and what an administrator should look at. */
export function OverviewPage() {
  const overview = useQuery(asking('GET /overview'));
  return (
    <Page title="Overview" about="How far two-factor authentication has come.">
      <Loaded query={overview}>
        {(counts) => (
          <>
            {clockWarnings(counts.clock).map((warning) => (
              <Alert
                key={warning}
                color="yellow"
                icon={<IconClockExclamation aria-hidden />}
                title="The server’s clock"
              >
                {warning}
              </Alert>
            ))}
            {counts.users <= 1 ? (
              <Beginning />
            ) : (
              <>
                <Standing counts={counts} />
                <HistorySections />
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Standing({ counts }: { counts: Overview }) {
  const enrolled = counts.byStatus.enrolled ?? 0;
  return (
    <Section
      title={`${enrolled.toLocaleString('en')} of ${counts.users.toLocaleString('en')} users have set up a second factor`}
      about="Choose a number to see who is behind it."
    >
      <progress
        className={classes.progress}
        value={enrolled}
        max={counts.users}
        aria-label="Users enrolled"
      />
      <ul className={classes.cards}>
        {statuses.map((status) => (
          <li key={status}>
            <StatusCard status={status} count={counts.byStatus[status] ?? 0} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function StatusCard({ status, count }: { status: EnrollmentStatus; count: number }) {
  const { color, icon: Icon } = statusLooks[status];
  return (
    <UnstyledButton
      className={classes.card}
      renderRoot={(props) => <Link to="/admin/users" search={{ status }} {...props} />}
    >
      <Icon size={22} aria-hidden color={`var(--mantine-color-${color}-light-color)`} />
      <Text component="span" className={classes.count}>
        {count.toLocaleString('en')}
      </Text>
      <Text component="span" size="sm">
        {statusNames[status]}
      </Text>
    </UnstyledButton>
  );
}

/** What a fresh installation shows: the first steps. */
function Beginning() {
  const mayWrite = useMay('users:write');
  return (
    <Section title="Welcome">
      <EmptyState
        icon={<IconUsers size={36} />}
        title="Add the people of your organisation first"
        action={mayWrite && <ButtonLink to="/admin/users">To the users</ButtonLink>}
      >
        Create them one by one or import a CSV file. Then require 2FA of everyone: you see beforehand how many
        people that concerns.
      </EmptyState>
    </Section>
  );
}
