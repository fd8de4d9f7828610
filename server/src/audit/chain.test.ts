import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditEvent, ChainedEvent, StoredEntry } from '../ports/audit-log.ts';
import { canonical, chain, chainStart, recordedPlace, verify } from './chain.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const event: fc.Arbitrary<AuditEvent> = fc.record(
  {
    kind: text,
    at: fc.nat(),
    actor: fc.record({ kind: fc.constantFrom('user', 'cli', 'system'), id: text }),
    subject: fc.record({ kind: fc.constantFrom('user', 'group'), id: text, name: text }),
    address: text,
    details: fc.dictionary(
      text,
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)),
    ),
  },
  { requiredKeys: ['kind', 'at', 'actor'] },
);
const events = fc.array(event, { minLength: 3, maxLength: 12 });
const place = fc.nat(1_000);

const stored = ({ seq, previous, hash, ...event }: ChainedEvent): StoredEntry => ({
  seq,
  previous,
  hash,
  event,
});
const chained = (recorded: readonly AuditEvent[]) => chain(chainStart, recorded).map(stored);

test('an untouched chain verifies, whole or page by page', () => {
  fc.assert(
    fc.property(events, place, (recorded, at) => {
      const entries = chained(recorded);
      const cut = at % entries.length;
      const first = verify(entries.slice(0, cut));
      expect(first.faults).toEqual([]);
      expect(verify(entries.slice(cut), first.end)).toEqual({
        end: { seq: entries.length, hash: entries.at(-1)?.hash, sound: true },
        faults: [],
        strays: [],
      });
    }),
  );
});

test('a changed entry is named, and it alone', () => {
  fc.assert(
    fc.property(events, place, event, (recorded, at, forged) => {
      const entries = chained(recorded);
      const index = at % entries.length;
      fc.pre(canonical(forged) !== canonical(recorded[index] ?? forged));
      const changed = entries.map((entry, i) => (i === index ? { ...entry, event: forged } : entry));
      expect(verify(changed).faults).toEqual([{ kind: 'changed', first: index + 1, last: index + 1 }]);
    }),
  );
});

test('an entry that cannot be read counts as changed', () => {
  const entries = chained([aboutAnn, aboutAnn]).map(({ event: _, ...rest }) => rest);
  expect(verify(entries).faults.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
});

test('an entry forged with a hash that fits it is named, for the next was chained to another', () => {
  const entries = chain(chainStart, [aboutAnn, aboutAnn, aboutAnn]);
  const [forged] = chain({ seq: 1, hash: entries[0]?.hash ?? '' }, [{ ...aboutAnn, at: 99 }]);
  if (forged === undefined) throw new Error('nothing forged');
  expect(verify(entries.toSpliced(1, 1, forged).map(stored)).faults).toEqual([
    { kind: 'replaced', first: 2, last: 2 },
  ]);
});

test('a missing entry is named', () => {
  fc.assert(
    fc.property(events, place, (recorded, at) => {
      const entries = chained(recorded);
      const index = at % (entries.length - 1);
      expect(verify(entries.toSpliced(index, 1)).faults).toEqual([
        { kind: 'missing', first: index + 1, last: index + 1 },
      ]);
    }),
  );
});

test('entries that swapped places tell where they were recorded', () => {
  fc.assert(
    fc.property(events, place, (recorded, at) => {
      const entries = chained(recorded);
      const index = at % (entries.length - 1);
      const [one, other] = entries.slice(index, index + 2);
      if (one === undefined || other === undefined) throw new Error('nothing to swap');
      const swapped = entries.toSpliced(index, 2, { ...other, seq: one.seq }, { ...one, seq: other.seq });
      const places = [one.seq, other.seq];
      const moved = verify(swapped).strays.map((stray) => [stray.seq, recordedPlace(stray, places)]);
      expect(moved).toEqual([places, places.toReversed()]);
    }),
  );
});

test('an entry between two others, or before the first, was recorded by nobody', () => {
  const entries = chained([aboutAnn, aboutAnn, aboutAnn]);
  const [first] = entries;
  if (first === undefined) throw new Error('no entry');
  const added = [{ ...first, seq: -1 }, ...entries.toSpliced(2, 0, { ...first, seq: 2.5 })];
  expect(verify(added).faults).toEqual([
    { kind: 'added', first: -1, last: -1 },
    { kind: 'added', first: 2.5, last: 2.5 },
  ]);
});

test('the order of keys and keys left undefined make no difference', () => {
  const actor = { id: '7', kind: 'user', name: undefined } as const;
  const other = Object.assign({ actor, address: undefined, at: 1 }, aboutAnn, { actor });
  expect(canonical(other)).toBe(canonical(aboutAnn));
});

const aboutAnn: AuditEvent = { kind: 'user.created', at: 1, actor: { kind: 'user', id: '7' } };
