import type { Policy } from './model.ts';
import { contains, type Network, parseAddress, parseNetwork } from './network.ts';

/** Addresses far from one another, for documentation and benchmarks: nobody's office (RFC 5737, 2544, 6598). */
const candidates = ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '100.64.0.1', '240.0.0.1'];

/**
 * An address in none of the networks that the policies name: somebody who signs in from anywhere but there.
 * Null where they cover everything.
 */
export const addressElsewhere = (policies: readonly Policy[]): string | null => {
  const networks = policies
    .flatMap(({ when }) => [...(when.networks ?? []), ...(when.outsideNetworks ?? [])])
    .map(parseNetwork)
    .filter((network): network is Network => network !== null);
  const isElsewhere = (candidate: string): boolean => {
    const address = parseAddress(candidate);
    return address !== null && !networks.some((network) => contains(network, address));
  };
  return candidates.find(isElsewhere) ?? null;
};
