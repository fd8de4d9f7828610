import { RolloutInput } from '@sallyport/contract/rollouts.ts';
import { expect, test } from 'vitest';
import { emptyDraft, inputOf } from './draft.ts';

const saturday = Date.parse('2026-11-21T12:00:00Z');

test('a new rollout begins on a Monday morning with time to announce it, its waves a week apart', () => {
  const { waves } = emptyDraft('Europe/Berlin', saturday);
  expect(waves.map(({ startsAt }) => startsAt)).toEqual(['2026-11-30T09:00', '2026-12-07T09:00']);
});

test('what is written is what the call takes, in UTC', () => {
  const draft = emptyDraft('Europe/Berlin', saturday);
  const [pilots, rest] = draft.waves;
  if (!pilots || !rest) throw new Error('no waves');
  const waves = [{ ...pilots, groups: [{ id: 'g', name: 'IT' }], announceDays: '' }, rest];
  const input = RolloutInput.parse(inputOf({ ...draft, name: '2FA', waves }, 'Europe/Berlin'));
  expect(input.waves).toEqual([
    {
      name: 'Pilots',
      who: { kind: 'groups', groupIds: ['g'] },
      startsAt: '2026-11-30T08:00:00.000Z',
      graceDays: 14,
    },
    {
      name: 'Everyone else',
      who: { kind: 'rest' },
      startsAt: '2026-12-07T08:00:00.000Z',
      graceDays: 14,
      announceDays: 5,
    },
  ]);
});
