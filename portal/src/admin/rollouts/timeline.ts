import type { Rollout, Wave } from '@sallyport/contract/rollouts.ts';

/** Where things stand on the drawn timeline, in per cent of its width. */
export interface Drawn {
  waves: { wave: Wave; announcedAt?: number; from: number; to: number }[];
  today: number;
  ticks: { at: number; time: number }[];
}

const day = 86_400_000;

export function drawTimeline({ waves }: Pick<Rollout, 'waves'>, now: number): Drawn {
  const startOf = (wave: Wave) => Date.parse(wave.startedAt ?? wave.startsAt);
  const times = waves.flatMap((wave) => [
    startOf(wave),
    Date.parse(wave.deadline),
    ...(wave.announceAt ? [Date.parse(wave.announceAt)] : []),
  ]);
  const first = Math.min(now, ...times) - day;
  const last = Math.max(now, ...times) + day;
  const place = (time: number) => (100 * (time - first)) / (last - first);
  return {
    waves: waves.map((wave) => ({
      wave,
      ...(wave.announceAt && { announcedAt: place(Date.parse(wave.announceAt)) }),
      from: place(startOf(wave)),
      to: place(Date.parse(wave.deadline)),
    })),
    today: place(now),
    ticks: [0, 1, 2, 3].map((part) => ({ at: part * 25, time: first + (part * (last - first)) / 4 })),
  };
}
