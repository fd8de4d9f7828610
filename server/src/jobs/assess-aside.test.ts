import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../test/support/databases.ts';
import { settings } from '../../../test/support/samples.ts';
import { cliCaller } from '../flows/caller.ts';
import { assess } from '../flows/roll-out/preview/assess.ts';
import { assessAside } from './assess-aside.ts';

const program = new URL('../assess-thread.ts', import.meta.url);
const task = {
  change: { subject: { kind: 'everyone' }, requirement: { strength: 'soft', days: 3 } },
  author: cliCaller,
  now: Date.parse('2026-11-23T09:00:00Z'),
} as const;

/** Nobody takes it back. */
const wanted = new AbortController().signal;

onBothDatabases((given) => {
  test('a thread of its own comes to the same, and says how far it is', async () => {
    const { storage, options } = given();
    for (const state of ['active', 'active', 'staged'] as const) await addUser(storage, { state });
    const aside = assessAside(program, { options, defaults: settings });
    const progress: (readonly [number, number])[] = [];
    const made = await aside(task, (done, total) => progress.push([done, total]), wanted);
    expect(made).toEqual(await assess(storage.read, task, () => undefined));
    expect(made.summary).toMatchObject({ concerned: 3, mustEnroll: 2, notActivated: 1 });
    expect(progress.at(-1)).toEqual([3, 3]);
    await addUser(storage, { state: 'active' });
    expect((await aside(task, () => undefined, wanted)).summary.concerned).toBe(4);
  });

  test('one that nobody wants any more ends, begun or not, and the next one runs', async () => {
    const { storage, options } = given();
    await addUser(storage, { state: 'active' });
    const aside = assessAside(program, { options, defaults: settings });
    const [begun, waiting] = [new AbortController(), new AbortController()];
    const taken = new Error('not wanted any more');
    const first = aside(task, () => begun.abort(taken), begun.signal);
    const second = aside(task, () => undefined, waiting.signal);
    const third = aside(task, () => undefined, wanted);
    waiting.abort(taken);
    await expect(first).rejects.toBe(taken);
    await expect(second).rejects.toBe(taken);
    expect(await third).toEqual(await assess(storage.read, task, () => undefined));
  });
});

test('a thread that fails says so, and the next one runs', async () => {
  const aside = assessAside(program, { options: { kind: 'sqlite', folder: '/nowhere' }, defaults: settings });
  await expect(aside(task, () => undefined, wanted)).rejects.toThrow();
  await expect(aside(task, () => undefined, wanted)).rejects.toThrow();
});
