import { expect, test } from 'vitest';
import type { Assessment } from './assess.ts';
import { HeldPreviews, keptFor } from './held.ts';

/** Previews in the making that never end by themselves. */
const opened = () => {
  const held = new HeldPreviews();
  const ended: string[] = [];
  const ask = (by: string, id: string, now = 0) => {
    const preview = held.add({ id, warnings: [], enrollAtActivation: true }, by, 10, now, (_note, signal) => {
      const { promise, reject } = Promise.withResolvers<Assessment>();
      signal.addEventListener('abort', () => reject(signal.reason));
      return promise;
    });
    preview.assessment.catch(() => ended.push(id));
    return preview;
  };
  const kept = (...ids: string[]) => ids.filter((id) => held.byId(id, 0) !== undefined);
  return { held, ask, kept, ended };
};

test('whoever asks for many gives up the oldest of their own, whose making ends', async () => {
  const { ask, kept, ended } = opened();
  ask('ann', 'of ann');
  const first = ask('bob', 'bob-1');
  for (const id of ['bob-2', 'bob-3', 'bob-4', 'bob-5']) ask('bob', id);
  expect(kept('of ann', 'bob-1', 'bob-2', 'bob-3', 'bob-4', 'bob-5')).toEqual([
    'of ann',
    'bob-3',
    'bob-4',
    'bob-5',
  ]);
  await expect(first.assessment).rejects.toMatchObject({ code: 'not-found' });
  await expect.poll(() => ended).toEqual(['bob-1', 'bob-2']);
});

test('where all is full, whoever has most gives up one', () => {
  const { ask, kept } = opened();
  ask('ann', 'of ann');
  for (const name of ['bob', 'cleo', 'dan']) for (const n of [1, 2, 3]) ask(name, `${name}-${n}`);
  ask('eve', 'eve-1');
  ask('eve', 'eve-2');
  ask('fay', 'of fay');
  expect(kept('of ann', 'bob-1', 'cleo-1', 'dan-1', 'eve-1', 'of fay')).toEqual([
    'of ann',
    'cleo-1',
    'dan-1',
    'eve-1',
    'of fay',
  ]);
});

test('what is old is forgotten', () => {
  const { held, ask } = opened();
  ask('ann', 'of ann');
  expect(held.byId('of ann', keptFor)).toBeDefined();
  expect(held.byId('of ann', keptFor + 1)).toBeUndefined();
});
