import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditEvent } from '../ports/audit-log.ts';
import { canonical, chain, chainStart, verify } from './chain.ts';

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

test('an untouched chain verifies, whole or page by page', () => {
  fc.assert(
    fc.property(events, place, (recorded, at) => {
      const chained = chain(chainStart, recorded);
      const cut = at % chained.length;
      const first = verify(chained.slice(0, cut));
      expect(first.faults).toEqual([]);
      expect(verify(chained.slice(cut), first.end)).toEqual({
        end: { seq: chained.length, hash: chained.at(-1)?.hash },
        faults: [],
      });
    }),
  );
});

test('a changed entry is named, and it alone', () => {
  fc.assert(
    fc.property(events, place, event, (recorded, at, forged) => {
      const chained = chain(chainStart, recorded);
      const index = at % chained.length;
      fc.pre(canonical(forged) !== canonical(recorded[index] ?? forged));
      const changed = chained.map((entry, i) => {
        const { seq, previous, hash } = entry;
        return i === index ? { ...forged, seq, previous, hash } : entry;
      });
      expect(verify(changed).faults).toEqual([{ seq: index + 1, kind: 'changed' }]);
    }),
  );
});

test('an entry forged with a hash that fits it is named by the next', () => {
  const chained = chain(chainStart, [aboutAnn, aboutAnn, aboutAnn]);
  const [forged] = chain({ seq: 1, hash: chained[0]?.hash ?? '' }, [{ ...aboutAnn, at: 99 }]);
  if (forged === undefined) throw new Error('nothing forged');
  expect(verify(chained.toSpliced(1, 1, forged)).faults).toEqual([{ seq: 3, kind: 'changed' }]);
});

test('a missing entry is named', () => {
  fc.assert(
    fc.property(events, place, (recorded, at) => {
      const chained = chain(chainStart, recorded);
      const index = at % (chained.length - 1);
      expect(verify(chained.toSpliced(index, 1)).faults).toEqual([{ seq: index + 1, kind: 'missing' }]);
    }),
  );
});

test('entries out of place are named', () => {
  fc.assert(
    fc.property(events, place, (recorded, at) => {
      const chained = chain(chainStart, recorded);
      const index = at % (chained.length - 1);
      const [one, other] = chained.slice(index, index + 2);
      if (one === undefined || other === undefined) throw new Error('nothing to swap');
      const kinds = verify(chained.toSpliced(index, 2, other, one)).faults.map(({ kind }) => kind);
      expect(kinds).toContain('reordered');
    }),
  );
});

test('the order of keys and keys left undefined make no difference', () => {
  const actor = { id: '7', kind: 'user', name: undefined } as const;
  const other = Object.assign({ actor, address: undefined, at: 1 }, aboutAnn, { actor });
  expect(canonical(other)).toBe(canonical(aboutAnn));
});

const aboutAnn: AuditEvent = { kind: 'user.created', at: 1, actor: { kind: 'user', id: '7' } };
