import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, parseAddress, parseNetwork } from './network.ts';

const inside = (network: string, address: string): boolean => {
  const [parsedNetwork, parsedAddress] = [parseNetwork(network), parseAddress(address)];
  if (parsedNetwork === null || parsedAddress === null)
    throw new Error(`cannot read ${network} or ${address}`);
  return contains(parsedNetwork, parsedAddress);
};

test.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['192.0.2.128/25', '192.0.2.200', true],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['::/0', '203.0.113.9', false],
  ['2001:db8::/33', '2001:db8:7fff::1', true],
  ['2001:db8::/33', '2001:db8:8000::1', false],
  ['10.0.0.0/8', '::ffff:10.1.2.3', true],
  ['fe80::/10', 'fe80::1%eth0', true],
] as const)('%s contains %s: %s', (network, address, expected) => {
  expect(inside(network, address)).toBe(expected);
});

test('the base of a network need not be its first address', () => {
  expect(inside('10.9.8.7/8', '10.0.0.1')).toBe(true);
});

test.each([
  '',
  '10.0.0.0/33',
  '2001:db8::/129',
  '10.0.0/8',
  '10.0.0.0/',
  '10.0.0.0/-1',
  'office',
  '1.2.3.4/8/8',
])('“%s” is no network', (text) => {
  expect(parseNetwork(text)).toBeNull();
});

test('what is an address is what Node takes for one', () => {
  const noise = fc.stringMatching(/^[0-9a-f:.]{0,24}$/);
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), noise), (text) => {
      expect(parseAddress(text) !== null).toBe(isIP(text) !== 0);
    }),
    { numRuns: 2000 },
  );
});

test('every spelling of an address is the same address', () => {
  expect(parseAddress('2001:DB8:0:0:0:0:0:1')).toEqual(parseAddress('2001:db8::1'));
  expect(parseAddress('::ffff:c000:207')).toEqual(parseAddress('192.0.2.7'));
});
