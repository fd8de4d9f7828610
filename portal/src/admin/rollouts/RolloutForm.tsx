import { Button, Group, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Rollout } from '@sallyport/contract/rollouts.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { Section } from '../../console/Section.tsx';
import { useAct } from '../../console/use-act.ts';
import { fieldErrors } from '../../ui/problem.ts';
import { draftOf, emptyDraft, emptyWave, inputOf, type RolloutDraft } from './draft.ts';
import classes from './RolloutForm.module.css';
import { WaveFields } from './WaveFields.tsx';

const thresholds = [
  { key: 'lockouts', label: 'Locked out, %' },
  { key: 'failedEnrollments', label: 'Failed to enroll, %' },
  { key: 'helpDeskResets', label: 'Reset by the help desk, %' },
  { key: 'windowHours', label: 'Within hours' },
  { key: 'minimumPeople', label: 'But at least people' },
] as const;

/** Plans a rollout, or changes one. */
export function RolloutForm({ before, timeZone }: { before?: Rollout; timeZone: string }) {
  const [draft, setDraft] = useState<RolloutDraft>(() => (before ? draftOf(before) : emptyDraft(timeZone)));
  const navigate = useNavigate();
  const set = (change: Partial<RolloutDraft>) => setDraft({ ...draft, ...change });
  const save = useAct(
    () => {
      const body = inputOf(draft, timeZone, before);
      return before
        ? request('PUT /rollouts/:id', { params: { id: before.id }, body })
        : request('POST /rollouts', { body });
    },
    {
      said: before
        ? 'The rollout was changed.'
        : 'The rollout is a draft: nothing happens until you start it.',
      afterwards: ({ id }) => navigate({ to: '/admin/rollouts/$id', params: { id } }),
    },
  );
  const faults = fieldErrors(save.error);
  const last = draft.waves.length - 1;
  return (
    <ActForm
      act={save}
      onSubmit={() => save.run()}
      submit={before ? 'Save' : 'Save as a draft'}
      onCancel={() =>
        void navigate(
          before ? { to: '/admin/rollouts/$id', params: { id: before.id } } : { to: '/admin/rollouts' },
        )
      }
      fields={shownFields(draft)}
    >
      <Section title="Waves" about={`Times are those of ${timeZone}, the organisation’s zone.`}>
        <TextInput
          label="Name of the rollout"
          placeholder="e.g. 2FA for all"
          value={draft.name}
          maxLength={80}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={faults.name}
        />
        <Stack gap="md">
          {draft.waves.map((wave, number) => (
            <WaveFields
              key={wave.key}
              number={number}
              wave={wave}
              isLast={number === last}
              faults={faults}
              onChange={(changed) => set({ waves: draft.waves.with(number, changed) })}
              onRemove={
                draft.waves.length > 1 && !wave.started
                  ? () => set({ waves: draft.waves.filter(({ key }) => key !== wave.key) })
                  : undefined
              }
            />
          ))}
        </Stack>
        <Group>
          <Button
            variant="default"
            onClick={() => set({ waves: withAnother(draft.waves, timeZone) })}
            disabled={draft.waves.length >= 20}
          >
            Add a wave
          </Button>
        </Group>
      </Section>
      <Section
        title="Announcement"
        about="Mailed to the people of a wave before it starts. When it starts, how long they have and where to go is always said; this is for what only you know."
      >
        <Textarea
          label="Your own words"
          autosize
          minRows={3}
          maxLength={4000}
          value={draft.instructions}
          onChange={(event) => set({ instructions: event.currentTarget.value })}
          error={faults.instructions}
        />
      </Section>
      <Section
        title="It pauses itself"
        about="When so many of the people reached so far are in trouble. Leave a field empty to watch nothing."
      >
        <div className={classes.row}>
          {thresholds.map(({ key, label }) => (
            <NumberInput
              key={key}
              label={label}
              min={key === 'windowHours' || key === 'minimumPeople' ? 1 : 0.1}
              value={draft.thresholds[key]}
              onChange={(value) => set({ thresholds: { ...draft.thresholds, [key]: value } })}
              error={faults[`thresholds.${key}`]}
            />
          ))}
        </div>
      </Section>
      {before && before.state !== 'draft' && (
        <Text size="sm" c="dimmed">
          A wave that gets another time is announced again.
        </Text>
      )}
    </ActForm>
  );
}

/** Whose faults stand beside them. */
const shownFields = ({ waves }: RolloutDraft): string[] => [
  'name',
  'instructions',
  ...thresholds.map(({ key }) => `thresholds.${key}`),
  ...waves.flatMap((_, number) =>
    ['name', 'who', 'who.groupIds', 'startsAt', 'graceDays', 'announceDays'].map(
      (field) => `waves.${number}.${field}`,
    ),
  ),
];

/** Before the wave for everyone else, if there is one: that stays the last. */
function withAnother(waves: RolloutDraft['waves'], zone: string): RolloutDraft['waves'] {
  const rest = waves.at(-1)?.everyoneElse ? 1 : 0;
  const at = waves.length - rest;
  return [...waves.slice(0, at), emptyWave(at, zone), ...waves.slice(at)];
}
