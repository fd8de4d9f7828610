import { Stack, Text } from '@mantine/core';
import type { PolicyReport, ReportOnlyOutcome } from '@sallyport/contract/explain.ts';
import { IconReportAnalytics } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../console/Loaded.tsx';
import { TextLink } from '../../console/links.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDate } from '../../ui/time.ts';
import { DailyBars } from './DailyBars.tsx';
import classes from './ReportOnlySums.module.css';

const days = 30;

/** What a policy in report-only would have done to the sign-ins of the last days. */
export function ReportOnlySums({ policyId }: { policyId: string }) {
  const report = useQuery(asking('GET /policies/:id/report', { params: { id: policyId }, query: { days } }));
  return (
    <Section
      title="What it would have done"
      about={`To the real sign-ins of the last ${days} days that it is about, had it been on beside all that was. While it only reports, nobody is touched.`}
    >
      <Loaded query={report}>{(found) => (found.total > 0 ? <Sums report={found} /> : <Nothing />)}</Loaded>
    </Section>
  );
}

function Nothing() {
  return (
    <EmptyState icon={<IconReportAnalytics size={36} />} title="No sign-in yet">
      Each sign-in that it is about is counted here when it ends.
    </EmptyState>
  );
}

/** The strictest first, as the server counts them; the second part for sums alone. */
const outcomeWords: Readonly<Record<ReportOnlyOutcome, readonly [string, more?: string]>> = {
  denied: ['refused'],
  'forced-enrollment': ['made to set up a second factor'],
  enrollment: ['reminded to set up a second factor', ', which can be skipped'],
  asked: ['asked for a second factor'],
  nothing: ['no different', ': other policies asked for as much, or it would have been lifted'],
};
const outcomes = Object.keys(outcomeWords) as readonly ReportOnlyOutcome[];

function Sums({ report }: { report: PolicyReport }) {
  const { byOutcome, byDay, since, until, changedAt, signIns } = report;
  const changed =
    changedAt !== undefined &&
    byDay.some(
      ({ day, byOutcome }) => day < changedAt.slice(0, 10) && Object.values(byOutcome).some(Boolean),
    );
  return (
    <Stack gap="lg">
      <ul className={classes.sums}>
        {outcomes
          .filter((outcome) => byOutcome[outcome] > 0)
          .map((outcome) => (
            <li key={outcome}>
              <strong className={classes.count}>{byOutcome[outcome].toLocaleString('en')}</strong>
              <span>{outcomeWords[outcome].join('')}</span>
            </li>
          ))}
      </ul>
      <DailyBars
        label={`Sign-ins by day, ${formatDate(since)} to ${formatDate(until)}`}
        days={byDay.map(({ day, byOutcome: { nothing, ...more } }) => ({
          day,
          touched: Object.values(more).reduce((sum, count) => sum + count, 0),
          untouched: nothing,
        }))}
      />
      {changed && (
        <Text size="sm" c="dimmed">
          The policy was changed on <Time iso={changedAt} />: what was counted before is about an earlier
          version.
        </Text>
      )}
      <LastSignIns signIns={signIns} />
    </Stack>
  );
}

function LastSignIns({ signIns }: Pick<PolicyReport, 'signIns'>) {
  const mayExplain = useMay('audit:read');
  return (
    <div>
      <Text fw={600}>The last ones</Text>
      <ul className={classes.signIns}>
        {signIns.map(({ signInId, at, userId, username, outcome }) => (
          <li key={`${signInId} ${at}`}>
            <span className={classes.words}>
              {username === undefined ? (
                'A user deleted since'
              ) : (
                <TextLink to="/admin/users/$id" params={{ id: userId }}>
                  {username}
                </TextLink>
              )}
              : {outcomeWords[outcome][0]}
            </span>
            <Text component="span" size="sm" c="dimmed">
              <Time iso={at} />
            </Text>
            {mayExplain && (
              <TextLink
                to="/admin/explain"
                search={{ signIn: signInId }}
                aria-label={`Explain the sign-in of ${username ?? 'a deleted user'}`}
              >
                Explain
              </TextLink>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
