import { Badge, Text } from '@mantine/core';
import type { ExplainedCriterion, ExplainedPolicy } from '@sallyport/contract/explain.ts';
import { IconCheck, IconHelp, IconX } from '@tabler/icons-react';
import { TextLink } from '../../console/links.tsx';
import { Time } from '../../ui/Time.tsx';
import { asksInWords, effectNames } from './outcome-words.ts';
import classes from './PolicyEvidence.module.css';

/** One policy: what it asks, what came of it, and each of its criteria. */
export function PolicyEvidence({ policy }: { policy: ExplainedPolicy }) {
  const { policyId, kind, name, effect, asks, period, criteria } = policy;
  return (
    <li className={classes.policy}>
      <div className={classes.head}>
        <div>
          <Text fw={600}>
            {kind === 'named' ? (
              <TextLink to="/admin/policies/$id" params={{ id: policyId }}>
                {name}
              </TextLink>
            ) : (
              name
            )}
          </Text>
          <Text size="sm" c="dimmed">
            {asksInWords(asks)}
          </Text>
        </div>
        <Badge
          color={effect === 'applied' ? 'harbour' : 'gray'}
          variant={effect === 'applied' ? 'filled' : 'light'}
          tt="none"
          className={classes.effect ?? ''}
        >
          {effectNames[effect]}
        </Badge>
      </div>
      <ul className={classes.criteria} aria-label={`Criteria of ${name}`}>
        {criteria.map((criterion) => (
          <Criterion key={criterion.criterion} {...criterion} />
        ))}
        {period && (
          <li className={classes.period}>
            Enrollment period from <Time iso={period.startedAt} /> until <Time iso={period.deadline} />
          </li>
        )}
      </ul>
    </li>
  );
}

/** Sign, word and colour say the same. */
const verdicts = {
  hit: { word: 'Hit', icon: IconCheck, className: classes.hit },
  miss: { word: 'Missed', icon: IconX, className: classes.miss },
  unknown: { word: 'Unknown', icon: IconHelp, className: classes.unknown },
};

function Criterion({ verdict, wanted, found }: ExplainedCriterion) {
  const { word, icon: Icon, className } = verdicts[verdict];
  return (
    <li className={classes.criterion}>
      <span className={`${classes.verdict} ${className}`}>
        <Icon size={16} stroke={2.5} aria-hidden /> {word}
      </span>
      <span className={classes.words}>
        {wanted}
        <span className={classes.found}> — {found}</span>
      </span>
    </li>
  );
}
