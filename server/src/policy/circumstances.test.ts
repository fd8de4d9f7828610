import fc from 'fast-check';
import { expect, test } from 'vitest';
import { facts as someFacts, policies as somePolicies } from '../../../test/support/policy/arbitrary.ts';
import { browser, now, policy } from '../../../test/support/policy/examples.ts';
import { circumstancesOf, during } from './circumstances.ts';
import { compile } from './compile.ts';
import { decide } from './decide.ts';
import type { Decision } from './model.ts';

const hardness = ['allow', 'challenge', 'enroll', 'deny'] as const;
const hardestOf = (decisions: readonly Decision[]): number =>
  Math.max(...decisions.map(({ outcome }) => hardness.indexOf(outcome)));

test('policies that ask alike everywhere leave one way with the portal’s habits, and nothing else', () => {
  const ways = circumstancesOf([policy('forced'), policy('soft', { id: 'soft' })], [], now);
  expect(ways.map(({ resource }) => resource.kind)).toEqual(['portal']);
});

test('networks that contradict each other are looked at one by one, each from the inside', () => {
  const inside = policy('forced', { id: 'inside', when: { networks: ['10.0.0.0/8'] } });
  const outside = policy('forced', { id: 'outside', when: { outsideNetworks: ['10.0.0.0/8'] } });
  expect(circumstancesOf([inside, outside], [], now)).toHaveLength(2);
});

test('hours are looked at where they begin, whatever the time is now', () => {
  const night = { weekdays: [7], from: 120, to: 180, timeZone: 'UTC' };
  const [way, ...more] = circumstancesOf([policy('deny', { when: { times: [night] } })], [], now);
  expect(more).toEqual([]);
  expect(new Date(way?.at ?? 0).toISOString()).toBe('2026-11-22T02:00:00.000Z');
});

test('only ways that a policy is about, where one is named', () => {
  const servers = policy('forced', { id: 'servers', when: { resourceKinds: ['server'] } });
  const ways = circumstancesOf([policy('optional'), servers], [servers], now);
  expect(ways.map(({ resource }) => resource.kind)).toEqual(['server']);
});

test('no way to sign in is harder than the hardest of those that are looked at', () => {
  fc.assert(
    fc.property(somePolicies(), someFacts, (policies, facts) => {
      const alone = { ...facts, proofs: [], skipped: false };
      const here = decide({ ...alone, request: { ...facts.request, channel: browser } }, compile(policies));
      const looked = circumstancesOf(policies, [], now).map(({ at, ...request }) =>
        decide({ ...alone, request: { ...request, channel: browser } }, compile(during(policies, at))),
      );
      // Where it is not known what is asked about, every policy applies that asks about it.
      const isKnown = facts.request.address !== null && facts.request.resource.id !== undefined;
      fc.pre(isKnown && facts.user.state === 'active');
      expect(hardestOf(looked)).toBeGreaterThanOrEqual(hardestOf([here]));
    }),
    { numRuns: 500 },
  );
});
