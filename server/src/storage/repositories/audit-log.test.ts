import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import { verify } from '../../audit/chain.ts';
import type { AuditEvent, AuditFilter } from '../../ports/audit-log.ts';

const event = (given: Partial<AuditEvent> = {}): AuditEvent => ({
  kind: 'user.created',
  at: 1_000,
  actor: { kind: 'cli' },
  ...given,
});

onBothDatabases((given) => {
  test('events that were appended form one chain, whoever appended them at once', async () => {
    const { storage } = given();
    const appending = Array.from({ length: 20 }, (_, index) =>
      storage.transact(({ audit }) => audit.append(event({ details: { index } }), event({ at: 900 }))),
    );
    await Promise.all(appending);
    const chained = await storage.read.audit.stored(0, 1_000);
    expect(chained).toHaveLength(40);
    expect(verify(chained)).toMatchObject({ end: { seq: 40, hash: chained.at(-1)?.hash }, faults: [] });
  });

  test('an event of a change that failed is not recorded, and leaves no gap', async () => {
    const { storage } = given();
    const failing = storage.transact(async ({ audit }) => {
      await audit.append(event());
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await storage.transact(({ audit }) => audit.append(event({ kind: 'after' })));
    expect(verify(await storage.read.audit.stored(0, 1_000)).faults).toEqual([]);
  });

  test('events are found newest first, by the user who acted or was concerned, and by kind', async () => {
    const { storage } = given();
    const [user, admin] = [newId<'user'>(), newId<'user'>()];
    const subject = { kind: 'user', id: user, name: 'Ann' } as const;
    const events = [
      event({ kind: 'a', actor: { kind: 'user', id: admin }, subject, address: '::1' }),
      event({
        kind: 'b',
        actor: { kind: 'user', id: user },
        details: { methods: ['totp'], left: 9, by: null },
      }),
      event({ kind: 'a', actor: { kind: 'user', id: admin } }),
    ];
    await storage.transact(({ audit }) => audit.append(...events));
    const find = async (filter: AuditFilter, limit = 5, beyond?: number) =>
      storage.read.audit.search(filter, { order: 'newest first', limit, ...(beyond && { beyond }) });
    const [second, first] = (await find({ user })).events;
    expect([first, second]).toMatchObject(events.slice(0, 2));
    expect((await find({ user: admin })).events.map(({ kind }) => kind)).toEqual(['a', 'a']);
    expect(await find({ user, kinds: ['b'] })).toEqual({ events: [second] });
    expect(await find({ user }, 1)).toEqual({ events: [second], next: second?.seq });
    expect(await find({ user }, 5, second?.seq)).toEqual({ events: [first] });
  });

  test('the highest time ever recorded stays, though later events claim to be earlier', async () => {
    const { storage } = given();
    await storage.transact(({ audit }) => audit.append(event({ at: 77_000 })));
    await storage.transact(({ audit }) => audit.append(event({ at: 5 })));
    expect(await storage.read.audit.highest()).toBe(77_000);
  });
});
