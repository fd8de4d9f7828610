import type { PolicyInput } from '@sallyport/contract/policies.ts';
import type { z } from 'zod';
import { definedOnly } from '../../kernel/defined-only.ts';
import { asId, type GroupId, type PolicyId } from '../../kernel/ids.ts';
import type { Action, Conditions, Policy, TimeWindow, Who } from '../../policy/model.ts';
import { parseNetwork } from '../../policy/network.ts';
import { zoneOf } from '../../policy/zone.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { defaultDays } from './subject.ts';

type Input = z.output<typeof PolicyInput>;

/**
 * A named policy from the words of the contract.
 * @param state where the input says none
 * @throws Refusal `invalid-request`, naming the entry that is wrong
 */
export const policyFromInput = async (
  source: Pick<Repositories, 'groups'>,
  id: PolicyId,
  input: Input,
  state: Policy['state'],
): Promise<Policy> => {
  const who = whoFrom(input.who);
  await refuseUnknownGroups(source, who.kind === 'groups' ? who.groups : [], 'who.groups');
  const excludedGroups = unique(input.excludedGroups).map(asGroup);
  await refuseUnknownGroups(source, excludedGroups, 'excludedGroups');
  return {
    id,
    kind: 'named',
    name: input.name,
    ...(input.description !== '' && { description: input.description }),
    state: input.state ?? state,
    who,
    excludedGroups,
    when: conditionsFrom(input.conditions),
    action: actionFrom(input.action),
  };
};

const asGroup = (id: string): GroupId => asId<GroupId>(id);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const whoFrom = (who: Input['who']): Who =>
  who.kind === 'everyone' ? who : { kind: 'groups', groups: unique(who.groups).map(asGroup) };

const refuseUnknownGroups = async (
  { groups }: Pick<Repositories, 'groups'>,
  ids: readonly GroupId[],
  field: string,
): Promise<void> => {
  for (const [index, id] of ids.entries())
    if ((await groups.byId(id)) === undefined) throw invalid(`${field}.${index}`, 'there is no such group');
};

const conditionsFrom = (given: Input['conditions']): Conditions => {
  checkNetworks(given.networks, 'conditions.networks');
  checkNetworks(given.outsideNetworks, 'conditions.outsideNetworks');
  return definedOnly({
    resourceKinds: given.resourceKinds && unique(given.resourceKinds),
    resources: given.resources && unique(given.resources),
    networks: given.networks && unique(given.networks),
    outsideNetworks: given.outsideNetworks && unique(given.outsideNetworks),
    times: given.times?.map(windowFrom),
    rememberedDevice: given.rememberedDevice,
  });
};

/** @throws Refusal `invalid-request` that names every one that is none */
const checkNetworks = (networks: readonly string[] | undefined, field: string): void => {
  const errors = (networks ?? []).flatMap((network, index) =>
    parseNetwork(network) === null
      ? [
          {
            field: `${field}.${index}`,
            message: `“${network}” is no network such as 192.0.2.0/24 or 2001:db8::/32`,
          },
        ]
      : [],
  );
  if (errors.length > 0)
    throw new Refusal(
      'invalid-request',
      errors.map((error) => `${error.field}: ${error.message}`).join('; '),
      { errors },
    );
};

const windowFrom = (
  { weekdays, from, to, timeZone }: NonNullable<Input['conditions']['times']>[number],
  index: number,
): TimeWindow => {
  const field = `conditions.times.${index}`;
  const window = {
    weekdays: unique(weekdays).sort((a, b) => a - b),
    from: minuteOf(from),
    to: minuteOf(to),
    timeZone,
  };
  if (from === '24:00') throw invalid(`${field}.from`, 'the day begins at 00:00');
  if (from === to)
    throw invalid(`${field}.to`, 'must be another time than the beginning; the whole day is 00:00 to 24:00');
  try {
    zoneOf(timeZone);
  } catch {
    throw invalid(`${field}.timeZone`, `“${timeZone}” is no time zone such as Europe/Berlin`);
  }
  return window;
};

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

const actionFrom = (action: Input['action']): Action => {
  if (action.kind === 'deny') return action;
  const { strength, days, allowed, owed, rememberDevices } = action.requirement;
  if (days !== undefined && strength !== 'soft')
    throw invalid('action.requirement.days', 'are for the strength soft only');
  const common = { ...(allowed && { allowed: unique(allowed) }), owed: unique(owed), rememberDevices };
  return {
    kind: 'require',
    requirement:
      strength === 'soft' ? { ...common, strength, days: days ?? defaultDays } : { ...common, strength },
  };
};
