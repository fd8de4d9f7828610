import type { BodyOf } from '@sallyport/contract/api.ts';
import type { Rollout, Thresholds } from '@sallyport/contract/rollouts.ts';
import { fromZoned, toZoned } from '../../ui/zoned.ts';

/** A wave while it is being written: numbers may be half typed, times are of the organisation's zone. */
export interface WaveDraft {
  /** For lists on the page. */
  key: string;
  name: string;
  everyoneElse: boolean;
  groups: { id: string; name: string }[];
  startsAt: string;
  graceDays: number | string;
  /** '' without an announcement. */
  announceDays: number | string;
  started: boolean;
}

export interface RolloutDraft {
  name: string;
  waves: WaveDraft[];
  instructions: string;
  thresholds: Record<keyof Thresholds, number | string>;
}

let made = 0;
const newKey = () => {
  made += 1;
  return `wave-${made}`;
};

const dayMilliseconds = 86_400_000;

/** The next Monday but one at nine, so that there is time to announce it; each further wave a week later. */
export function emptyWave(number: number, zone: string, now: number = Date.now()): WaveDraft {
  const today = toZoned(new Date(now).toISOString(), zone).slice(0, 10);
  const weekday = new Date(today).getUTCDay();
  const ahead = ((8 - weekday) % 7) + 7 * (number + 1);
  const day = new Date(Date.parse(today) + ahead * dayMilliseconds).toISOString().slice(0, 10);
  return {
    key: newKey(),
    name: number === 0 ? 'Pilots' : `Wave ${number + 1}`,
    everyoneElse: false,
    groups: [],
    startsAt: `${day}T09:00`,
    graceDays: 14,
    announceDays: 5,
    started: false,
  };
}

export const emptyDraft = (zone: string, now?: number): RolloutDraft => ({
  name: '',
  waves: [emptyWave(0, zone, now), { ...emptyWave(1, zone, now), name: 'Everyone else', everyoneElse: true }],
  instructions: '',
  thresholds: {
    lockouts: 5,
    failedEnrollments: 10,
    helpDeskResets: 10,
    windowHours: 24,
    minimumPeople: 3,
  },
});

export const draftOf = (rollout: Rollout): RolloutDraft => ({
  name: rollout.name,
  waves: rollout.waves.map((wave) => ({
    key: newKey(),
    name: wave.name,
    everyoneElse: wave.who.kind === 'rest',
    groups: wave.groups.map(({ id, name }) => ({ id, name })),
    startsAt: toZoned(wave.startsAt, rollout.timeZone),
    graceDays: wave.graceDays,
    announceDays: wave.announceDays ?? '',
    started: wave.startedAt !== undefined,
  })),
  instructions: rollout.instructions,
  thresholds: {
    lockouts: rollout.thresholds.lockouts ?? '',
    failedEnrollments: rollout.thresholds.failedEnrollments ?? '',
    helpDeskResets: rollout.thresholds.helpDeskResets ?? '',
    windowHours: rollout.thresholds.windowHours,
    minimumPeople: rollout.thresholds.minimumPeople,
  },
});

/** As the call takes it; what is not a number or a time yet, the server refuses by name. */
export function inputOf(
  { name, waves, instructions, thresholds }: RolloutDraft,
  zone: string,
  before?: Rollout,
): BodyOf<'POST /rollouts'> {
  const share = (value: number | string) => (value === '' ? undefined : Number(value));
  return {
    name,
    instructions,
    waves: waves.map((wave, number) => ({
      name: wave.name,
      who: wave.everyoneElse
        ? { kind: 'rest' }
        : { kind: 'groups', groupIds: wave.groups.map(({ id }) => id) },
      // To the millisecond what it was, where it was not touched.
      startsAt:
        wave.started && before?.waves[number]
          ? before.waves[number].startsAt
          : (fromZoned(wave.startsAt, zone) ?? ''),
      graceDays: Number(wave.graceDays),
      ...(wave.announceDays !== '' && { announceDays: Number(wave.announceDays) }),
    })),
    thresholds: {
      lockouts: share(thresholds.lockouts),
      failedEnrollments: share(thresholds.failedEnrollments),
      helpDeskResets: share(thresholds.helpDeskResets),
      windowHours: Number(thresholds.windowHours),
      minimumPeople: Number(thresholds.minimumPeople),
    },
  };
}
