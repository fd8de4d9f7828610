import { Alert, Text, Title } from '@mantine/core';
import type { Explanation } from '@sallyport/contract/explain.ts';
import { IconBan, IconCircleCheck, IconDeviceMobilePlus, IconShieldLock } from '@tabler/icons-react';
import { TextLink } from '../../console/links.tsx';
import { Section } from '../../console/Section.tsx';
import { requirerNames } from '../../ui/required-by.ts';
import { Time } from '../../ui/Time.tsx';
import classes from './ExplanationSections.module.css';
import { FactsSection } from './FactsSection.tsx';
import { detailsOf, outcomeInWords } from './outcome-words.ts';
import { PolicyEvidence } from './PolicyEvidence.tsx';

/** The outcome in one sentence, every policy with its criteria, and what it was all decided from. */
export function ExplanationSections({ explanation }: { explanation: Explanation }) {
  return (
    <>
      {explanation.signIn?.record === 'changed' && (
        <Alert color="red" title="This is not what was recorded">
          What is stored of this sign-in was changed since: the audit log has a digest of something else. Do
          not rely on what follows.
        </Alert>
      )}
      <Outcome explanation={explanation} />
      <Section
        title="Policies"
        about="Those that led to the outcome come first. A policy applies if none of its criteria is missed."
      >
        <ol className={classes.policies}>
          {explanation.policies.map((policy) => (
            <PolicyEvidence key={policy.policyId} policy={policy} />
          ))}
        </ol>
      </Section>
      <FactsSection explanation={explanation} />
    </>
  );
}

/** Shape and words tell them apart; the colour only helps. */
const looks = {
  allow: { className: classes.allow, icon: IconCircleCheck },
  challenge: { className: classes.challenge, icon: IconShieldLock },
  enroll: { className: classes.enroll, icon: IconDeviceMobilePlus },
  deny: { className: classes.deny, icon: IconBan },
};

function Outcome({ explanation }: { explanation: Explanation }) {
  const { decision, afterwards } = explanation;
  const end = afterwards.at(-1) ?? decision;
  const { className, icon: Icon } = looks[end.outcome === 'deny' ? 'deny' : decision.outcome];
  return (
    <section className={`${classes.outcome} ${className}`} aria-labelledby="outcome" aria-live="polite">
      <Icon size={40} stroke={1.6} className={classes.icon} aria-hidden />
      <div>
        <Where explanation={explanation} />
        <Title order={2} id="outcome" className={classes.sentence ?? ''}>
          {outcomeInWords(explanation)}
        </Title>
        <ul className={classes.details}>
          {detailsOf(explanation).map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li>
            {decision.requiredBy.length > 0
              ? `Because of ${requirerNames(decision.requiredBy)}.`
              : 'No policy asks for more.'}
          </li>
        </ul>
      </div>
    </section>
  );
}

const places = {
  portal: 'to this portal',
  app: 'to a web application',
  server: 'to a server',
  'radius-client': 'to a VPN or network device',
};

function Where({ explanation: { user, request, at, signIn } }: { explanation: Explanation }) {
  const { kind, id } = request.resource;
  return (
    <Text size="sm" component="p">
      {user.username === undefined ? (
        'A user deleted since'
      ) : (
        <TextLink to="/admin/users/$id" params={{ id: user.id }}>
          {user.displayName ?? user.username}
        </TextLink>
      )}{' '}
      {id === undefined ? places[kind] : `to ${id}`}
      {request.address === null ? '' : `, from ${request.address}`}
      {request.rememberedDevice && ', remembered device'}, <Time iso={at} />
      {signIn?.auditSeq !== undefined && `, entry ${signIn.auditSeq} of the audit log`}
    </Text>
  );
}
