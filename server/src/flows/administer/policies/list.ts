import type { Policy, PolicyQuery } from '@sallyport/contract/policies.ts';
import type { z } from 'zod';
import { administratorsPolicy } from '../../../policy/built-in.ts';
import type { Look } from '../act.ts';
import { describeFixedPolicy, describePolicy } from './describe.ts';
import { findPolicy } from './find.ts';

type Deps = Look<'policies' | 'settings' | 'groups' | 'users'>;

/** The built-in one of the administrators first, then by name; those of single users stand with their users. */
export const listPolicies =
  (deps: Deps) =>
  async ({ state, kind }: z.output<typeof PolicyQuery>): Promise<{ items: Policy[] }> => {
    const { stored } = await deps.rules(deps.read);
    const items = [await describeFixedPolicy(deps.read, administratorsPolicy)];
    for (const each of stored) items.push(await describePolicy(deps.read, each));
    return {
      items: items
        .filter((policy) => state === undefined || policy.state === state)
        .filter((policy) => kind === undefined || policy.kind === kind)
        .sort((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name, 'en')),
    };
  };

const kinds: readonly Policy['kind'][] = ['administrators', 'everyone', 'named', 'group', 'user'];
const placeOf = ({ kind }: Policy): number => kinds.indexOf(kind);

/** @throws Refusal `not-found` */
export const getPolicy =
  ({ read }: Deps) =>
  async (id: string): Promise<Policy> =>
    id === administratorsPolicy.id
      ? describeFixedPolicy(read, administratorsPolicy)
      : describePolicy(read, await findPolicy(read, id));
