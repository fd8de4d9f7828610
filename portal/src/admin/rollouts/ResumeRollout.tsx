import { Alert, List, Radio, Stack, Text } from '@mantine/core';
import type { Rollout } from '@sallyport/contract/rollouts.ts';
import { useState } from 'react';
import { ActForm } from '../../console/ActForm.tsx';
import { request } from '../../console/request.ts';
import { useAct } from '../../console/use-act.ts';
import { daysLater, formatZoned } from '../../ui/zoned.ts';
import type { DialogProps } from './dialog-props.ts';

/** Says what the dates will be before it goes on. */
export function ResumeRollout({ rollout, onDone }: DialogProps) {
  const { id, waves, pausedDays = 0 } = rollout;
  const [dates, setDates] = useState<'shift' | 'keep'>('shift');
  const [lapsedPeriods, setLapsed] = useState<'fresh' | 'locked'>('fresh');
  const moves = pausedDays > 0 && waves.some((wave) => wave.startedAt === undefined);
  const resume = useAct(
    () =>
      request('POST /rollouts/:id/resume', {
        params: { id },
        body: { dates: moves ? dates : 'keep', lapsedPeriods },
      }),
    { said: 'The rollout goes on.', afterwards: onDone },
  );
  return (
    <ActForm act={resume} onSubmit={() => resume.run()} submit="Resume" onCancel={onDone}>
      {moves && (
        <Radio.Group
          label="Waves to come"
          value={dates}
          onChange={(value) => setDates(value === 'keep' ? 'keep' : 'shift')}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="shift"
              label={`Move by ${pausedDays === 1 ? 'a day' : `${pausedDays} days`}`}
              description="As many whole days as it was paused. They are announced for their new dates."
            />
            <Radio value="keep" label="Keep their dates" />
          </Stack>
        </Radio.Group>
      )}
      <Dates rollout={rollout} moveBy={moves && dates === 'shift' ? pausedDays : 0} />
      {waves.some((wave) => wave.state === 'held') && (
        <Radio.Group
          label="Deadlines that passed while waves were held"
          value={lapsedPeriods}
          onChange={(value) => setLapsed(value === 'locked' ? 'locked' : 'fresh')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="fresh" label="Give fresh periods" />
            <Radio value="locked" label="Lock them out at once" />
          </Stack>
        </Radio.Group>
      )}
    </ActForm>
  );
}

/** When each wave to come starts once it is resumed. */
function Dates({ rollout: { waves, timeZone, asOf }, moveBy }: { rollout: Rollout; moveBy: number }) {
  const toCome = waves
    .filter((wave) => wave.startedAt === undefined)
    .map(({ number, name, startsAt }) => ({ number, name, at: daysLater(startsAt, moveBy, timeZone) }));
  if (toCome.length === 0) return <Text>Every wave has started: none moves.</Text>;
  const atOnce = toCome.filter(({ at }) => at <= asOf);
  return (
    <div>
      <Text size="sm" fw={600}>
        {moveBy > 0 ? 'New dates' : 'Dates stay as they are'}
      </Text>
      <List size="sm">
        {toCome.map(({ number, name, at }) => (
          <List.Item key={number}>
            {name}: {at <= asOf ? 'starts at once' : formatZoned(at, timeZone)}
          </List.Item>
        ))}
      </List>
      {atOnce.length > 0 && (
        <Alert color="yellow" mt="xs">
          {atOnce.length === 1
            ? 'A wave whose date has passed starts'
            : 'Waves whose dates have passed start'}{' '}
          as soon as you resume, without an announcement.
        </Alert>
      )}
    </div>
  );
}
