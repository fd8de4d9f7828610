import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../test/support/databases.ts';
import { asId, type UserId } from '../../kernel/ids.ts';
import type { AuditEvent, AuditFilter, ChainedEvent } from '../../ports/audit-log.ts';

const users = ['ann', 'ben', 'cem'].map((name) => asId<UserId>(name));
const kinds = ['sign-in.completed', 'sign-in.refused', 'sign-in.denied', 'user.edited', 'factor.throttled'];
const addresses = ['192.0.2.1', '192.0.2.10', '2001:db8::1'];
const texts = ['ANN', 'needle', '100%', 'a_b', '“quoted”', '\\', '"'];
const start = 1_000_000;

const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const recorded: fc.Arbitrary<AuditEvent> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    at: fc.integer({ min: start, max: start + 50 }),
    actor: fc.constantFrom(...users),
    subject: some(users),
    address: some(addresses),
    note: some(texts),
  })
  .map(({ actor, subject, address, note, ...event }) => ({
    ...event,
    actor: { kind: 'user', id: actor },
    ...(subject && { subject: { kind: 'user', id: subject } }),
    ...(address && { address }),
    ...(note && { details: { note } }),
  }));

const asked: fc.Arbitrary<AuditFilter> = fc
  .record({
    user: some(users),
    about: some(users),
    kinds: some([['sign-in'], ['sign-in.d', 'user'], ['factor.throttled'], ['nothing'], ['s', 'u', 'f']]),
    outcome: some(['success', 'failure'] as const),
    address: some(addresses),
    text: some(texts),
    from: some([start, start + 10, start + 49]),
    until: some([start - 1, start + 20, start + 50]),
  })
  .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));

/** The filter once more, in the plainest words. */
const matches = (event: ChainedEvent, filter: AuditFilter): boolean => {
  const failure = ['refused', 'denied', 'throttled'].some((word) => event.kind.endsWith(word));
  const { seq: _seq, previous: _previous, hash: _hash, ...said } = event;
  const inText = (text: string) =>
    JSON.stringify(said).toLowerCase().includes(JSON.stringify(text).slice(1, -1).toLowerCase());
  return (
    (filter.user === undefined || event.actor.id === filter.user || event.subject?.id === filter.user) &&
    (filter.about === undefined || event.subject?.id === filter.about) &&
    (filter.kinds === undefined || filter.kinds.some((kind) => event.kind.startsWith(kind))) &&
    (filter.outcome === undefined || (filter.outcome === 'failure') === failure) &&
    (filter.address === undefined || event.address === filter.address) &&
    (filter.text === undefined || inText(filter.text)) &&
    (filter.from === undefined || event.at >= filter.from) &&
    (filter.until === undefined || event.at <= filter.until)
  );
};

onBothDatabases((given) => {
  test('whatever is asked for together, all of it is found and nothing else, in order, page by page', async () => {
    const { storage } = given();
    const events = fc.sample(recorded, { numRuns: 400, seed: 7 }).sort((a, b) => a.at - b.at);
    await storage.transact(({ audit }) => audit.append(...events));
    const all = await storage.read.audit.from(1, 1_000);
    expect(all).toHaveLength(400);
    await fc.assert(
      fc.asyncProperty(
        asked,
        fc.constantFrom('newest first', 'oldest first'),
        fc.constantFrom(7, 400),
        async (filter, order, limit) => {
          const found: ChainedEvent[] = [];
          let beyond: number | undefined;
          do {
            const page = await storage.read.audit.search(filter, {
              order,
              limit,
              ...(beyond !== undefined && { beyond }),
            });
            expect(page.events.length).toBeLessThanOrEqual(limit);
            found.push(...page.events);
            beyond = page.next;
          } while (beyond !== undefined);
          const expected = all.filter((event) => matches(event, filter));
          const inOrder = order === 'oldest first' ? expected : expected.toReversed();
          expect(found.map(({ seq }) => seq)).toEqual(inOrder.map(({ seq }) => seq));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('time in the log runs forward, whatever an event claims', async () => {
    const { storage } = given();
    const late = start + 1_000;
    const event = (at: number): AuditEvent => ({ kind: 'late', at, actor: { kind: 'system' } });
    await storage.transact(({ audit }) => audit.append(event(late), event(late - 500), event(late + 1)));
    const { events } = await storage.read.audit.search(
      { kinds: ['late'] },
      { order: 'oldest first', limit: 5 },
    );
    expect(events.map(({ at }) => at)).toEqual([late, late, late + 1]);
  });

  test('a search for what is rare stops, says how far it came, and goes on from there', async () => {
    const { storage } = given();
    const from = (await storage.read.audit.end()).seq;
    const long = Array.from(
      { length: 21_000 },
      (_, index): AuditEvent => ({
        kind: 'mass',
        at: start + 5_000 + index,
        actor: { kind: 'system' },
        details: { note: index === 5 ? 'the haystack has one' : '' },
      }),
    );
    await storage.transact(({ audit }) => audit.append(...long));
    const filter = { text: 'haystack has' };
    const first = await storage.read.audit.search(filter, { order: 'newest first', limit: 5 });
    expect(first).toMatchObject({ events: [], stoppedAt: expect.any(Number), next: expect.any(Number) });
    const second = await storage.read.audit.search(filter, {
      order: 'newest first',
      limit: 5,
      ...(first.next !== undefined && { beyond: first.next }),
    });
    expect(second.events.map(({ seq }) => seq)).toEqual([from + 6]);
  });
});
