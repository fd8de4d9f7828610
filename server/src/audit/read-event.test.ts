import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditEvent } from '../ports/audit-log.ts';
import { chain, chainStart, verify } from './chain.ts';
import { eventText, readEvent } from './read-event.ts';

const happened = (index: number): AuditEvent => ({
  kind: 'user.edited',
  at: 1_000 + index,
  actor: { kind: 'user', id: `user-${index}`, name: 'Ann' },
  subject: { kind: 'group', id: 'g', name: 'Staff' },
  address: '192.0.2.1',
  details: { fields: ['email'], count: index, why: null },
});
const texts = Array.from({ length: 5 }, (_, index) => eventText(happened(index)));
const part = fc.constantFrom('kind', 'at', 'actor', 'subject', 'address', 'details', 'other');

/** Any text, any JSON, and events of which one part, or a part of a part, is any JSON. */
const anything = fc.oneof(
  fc.string(),
  fc.json(),
  fc.tuple(part, fc.jsonValue()).map(([name, value]) => JSON.stringify({ ...happened(2), [name]: value })),
  fc
    .tuple(fc.constantFrom('actor', 'subject', 'details'), fc.string(), fc.jsonValue())
    .map(([name, key, value]) => JSON.stringify({ ...happened(2), [name]: { [key]: value } })),
  fc.constantFrom(
    texts[2]?.replace('{', '{ ') ?? '',
    texts[2]?.replace('{', '{"kind":"harmless",') ?? '',
    `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    'null',
  ),
);

test('whatever stands where an entry was recorded, it is named, and the others hold', () => {
  const recorded = chain(
    chainStart,
    texts.map((_, index) => happened(index)),
  );
  fc.assert(
    fc.property(anything, (text) => {
      fc.pre(text !== texts[2]);
      const entries = recorded.map(({ seq, previous, hash }, index) => {
        const event = readEvent(index === 2 ? text : (texts[index] ?? ''));
        return event === undefined ? { seq, previous, hash } : { seq, previous, hash, event };
      });
      expect(verify(entries).faults).toEqual([{ kind: 'changed', first: 3, last: 3 }]);
    }),
    { numRuns: 1_000 },
  );
});

test('what was recorded is read back as it was', () => {
  for (const [index, text] of texts.entries()) expect(readEvent(text)).toEqual(happened(index));
  const bare: AuditEvent = { kind: 'a', at: 1, actor: { kind: 'system' } };
  expect(readEvent(eventText(bare))).toEqual(bare);
});
