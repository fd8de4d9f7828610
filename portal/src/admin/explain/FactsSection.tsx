import type { Explanation } from '@sallyport/contract/explain.ts';
import type { ReactNode } from 'react';
import { Section } from '../../console/Section.tsx';
import { methodNames } from '../../ui/methods.ts';
import { inOnePhrase } from '../../ui/phrase.ts';
import { Time } from '../../ui/Time.tsx';
import { roleNames } from '../roles.ts';
import classes from './FactsSection.module.css';

const states = { staged: 'Not activated', active: 'Active', suspended: 'Suspended' };

/** All that the outcome was decided from, besides the policies. */
export function FactsSection({ explanation: { user, settings } }: { explanation: Explanation }) {
  const groups = user.groups.map(({ name }) => name ?? 'a group deleted since').toSorted();
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Account', states[user.state]],
    ...(user.role ? [['Role', roleNames[user.role]] as const] : []),
    ['Groups', groups.length > 0 ? groups.join(', ') : 'None'],
    ['Second factors', holdings(user)],
    ...user.periods.map(
      ({ policy = 'a policy gone since', startedAt, deadline }) =>
        [
          'Enrollment period',
          <>
            “{policy}”, <Time iso={startedAt} /> to <Time iso={deadline} />
          </>,
        ] as const,
    ),
    ...until('Temporary access code', user.accessCodeUntil),
    ...until('On leave', user.onLeaveUntil),
    ...until('Exempt', user.exemptUntil),
    ...(user.enrollmentDueFromActivation ? [['Since activation', 'Has yet to set up 2FA'] as const] : []),
    ['Methods in use', inOnePhrase(settings.enabledMethods.map((method) => methodNames[method]))],
    ...(settings.enforcement ? [] : [['Enforcement', 'Off (rescue command)'] as const]),
    ...(settings.strictProfile ? [['Strict profile', 'On'] as const] : []),
    [
      'Where 2FA is not required',
      settings.askEnrolledWhenNotRequired ? 'Whoever has set it up is asked' : 'Nobody is asked',
    ],
  ];
  return (
    <Section title="What it was decided from">
      <dl className={classes.facts}>
        {facts.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a user can have several periods
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

const until = (name: string, iso: string | undefined): readonly (readonly [string, ReactNode])[] =>
  iso === undefined
    ? []
    : [
        [
          name,
          <>
            Until <Time iso={iso} />
          </>,
        ],
      ];

function holdings({ authenticators, backupCodesLeft }: Explanation['user']): string {
  const words = authenticators.map(
    ({ method, disabled }) => `${methodNames[method]}${disabled ? ' (disabled)' : ''}`,
  );
  if (backupCodesLeft > 0)
    words.push(`${backupCodesLeft} backup ${backupCodesLeft === 1 ? 'code' : 'codes'}`);
  return words.length > 0 ? inOnePhrase(words) : 'None';
}
