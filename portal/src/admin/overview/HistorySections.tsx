import { Group, NativeSelect, Text } from '@mantine/core';
import type { Dashboard } from '@sallyport/contract/dashboard.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../console/Loaded.tsx';
import { TextLink } from '../../console/links.tsx';
import { asking } from '../../console/queries.ts';
import { Section } from '../../console/Section.tsx';
import { useMay } from '../../console/session.tsx';
import { statuses, statusNames } from '../../console/two-factor.ts';
import { methodNames } from '../../ui/methods.ts';
import { Time } from '../../ui/Time.tsx';
import { Bars } from '../charts/Bars.tsx';
import { DayChart } from '../charts/DayChart.tsx';
import { longDay } from '../charts/day.ts';
import { RolloutSummaries } from '../rollouts/RolloutSummaries.tsx';
import classes from './HistorySections.module.css';
import { statusColors, troubleSeries, troublesOf } from './series.ts';

const spans = [
  { value: '14', label: '2 weeks' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
];

/** How it went, and what is due: each number leads to the list behind it. */
export function HistorySections() {
  const [span, setSpan] = useState('30');
  const dashboard = useQuery({
    ...asking('GET /dashboard', { query: { days: Number(span) } }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const mayPlan = useMay('requirements:read');
  return (
    <Loaded query={dashboard}>
      {(shown) => (
        <>
          {mayPlan && (
            <Section title="Rollouts" actions={<TextLink to="/admin/rollouts">All rollouts</TextLink>}>
              <RolloutSummaries rollouts={shown.rollouts} />
            </Section>
          )}
          <Section
            title="Enrolled over time"
            actions={
              <NativeSelect
                size="xs"
                data={spans}
                value={span}
                onChange={(event) => setSpan(event.currentTarget.value)}
                aria-label="How far back"
              />
            }
          >
            <DayChart
              label="Users by enrollment status, day by day"
              series={statuses.map((key) => ({ key, name: statusNames[key], color: statusColors[key] }))}
              days={shown.days.map(({ day, byStatus }) => ({ day, values: byStatus }))}
            />
          </Section>
          <Columns dashboard={shown} />
          <Troubles dashboard={shown} />
        </>
      )}
    </Loaded>
  );
}

/** The short section stands in the column that would else be the shorter one. */
function Columns({ dashboard }: { dashboard: Dashboard }) {
  const { expiring, byGroup } = dashboard;
  const days = expiring.some(({ users }) => users > 0) ? expiring.length : 1;
  const method = <ByMethod dashboard={dashboard} />;
  const isLeft = days < byGroup.length;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Expiring dashboard={dashboard} />
        {isLeft && method}
      </div>
      <div className={classes.column}>
        {!isLeft && method}
        <ByGroup dashboard={dashboard} />
      </div>
    </div>
  );
}

function Expiring({ dashboard: { expiring } }: { dashboard: Dashboard }) {
  const all = expiring.reduce((sum, { users }) => sum + users, 0);
  const most = Math.max(1, ...expiring.map(({ users }) => users));
  return (
    <Section title="Locked out this week unless they enroll">
      {all === 0 ? (
        <Text c="dimmed">Nobody’s time ends in the seven days from today.</Text>
      ) : (
        <Bars
          color="var(--mantine-color-red-7)"
          bars={expiring.map(({ day, users }) => ({
            key: day,
            name: longDay(day),
            share: users / most,
            count:
              users === 0 ? (
                '0'
              ) : (
                <TextLink
                  to="/admin/users"
                  search={{ status: 'in-enrollment-period' }}
                  aria-label={`${users} on ${longDay(day)}: to those in their enrollment period`}
                >
                  {users.toLocaleString('en')}
                </TextLink>
              ),
          }))}
        />
      )}
    </Section>
  );
}

/** Counted once in a while, so that it may be behind the numbers above. */
const CountedAt = ({ iso }: { iso: string }) => (
  <>
    , as of <Time iso={iso} />
  </>
);

const methods = ['totp', 'webauthn'] as const;

function ByMethod({ dashboard: { days, countedAt } }: { dashboard: Dashboard }) {
  const today = days.findLast(({ byMethod }) => byMethod !== undefined);
  const users = Object.values(today?.byStatus ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <Section
      title="By method"
      about={<>Of all users, those who have it set up{countedAt && <CountedAt iso={countedAt} />}.</>}
    >
      <Bars
        color="var(--mantine-color-harbour-6)"
        bars={methods.map((method) => {
          const count = today?.byMethod?.[method] ?? 0;
          return {
            key: method,
            name: methodNames[method],
            share: users === 0 ? 0 : count / users,
            count: (
              <TextLink
                to="/admin/users"
                search={{ method }}
                aria-label={`${count} with ${methodNames[method]}`}
              >
                {count.toLocaleString('en')}
              </TextLink>
            ),
          };
        })}
      />
    </Section>
  );
}

function ByGroup({ dashboard: { byGroup, countedAt } }: { dashboard: Dashboard }) {
  return (
    <Section
      title="By group"
      about={
        <>Those with the most members who are not enrolled{countedAt && <CountedAt iso={countedAt} />}.</>
      }
    >
      {byGroup.length === 0 ? (
        <Text c="dimmed">There is no group with members yet.</Text>
      ) : (
        <Bars
          color="var(--mantine-color-green-7)"
          bars={byGroup.map(({ id, name, members, enrolled }) => ({
            key: id,
            share: enrolled / members,
            name: (
              <TextLink to="/admin/users" search={{ group: id }}>
                {name}
              </TextLink>
            ),
            count: `${enrolled.toLocaleString('en')} of ${members.toLocaleString('en')}`,
          }))}
        />
      )}
    </Section>
  );
}

function Troubles({ dashboard: { days } }: { dashboard: Dashboard }) {
  const mayRead = useMay('audit:read');
  const sum = (key: string) => days.reduce((all, day) => all + (troublesOf(day)[key] ?? 0), 0);
  return (
    <Section title="What goes wrong">
      <DayChart
        label="Failed attempts, lockouts, failed enrollments and resets, day by day"
        series={troubleSeries}
        days={days.map((day) => ({ day: day.day, values: troublesOf(day) }))}
      />
      {mayRead && (
        <Group gap="md">
          {troubleSeries.map(({ key, name, kind }) => (
            <Text key={key} size="sm">
              <TextLink to="/admin/audit" search={{ kind, ...(days[0] && { from: days[0].day }) }}>
                {name}: {sum(key).toLocaleString('en')}
              </TextLink>
            </Text>
          ))}
        </Group>
      )}
    </Section>
  );
}
