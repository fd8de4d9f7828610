import { expect, test } from 'vitest';
import { admin, openHouse } from '../../../test/support/administration.ts';
import { deleteRequirement, putRequirement } from './administer/requirements.ts';
import { editSettings } from './administer/settings/edit.ts';
import { rulesInForce } from './rules.ts';

test('rules of a change that was rolled back are never in force, whoever read them meanwhile', async () => {
  const house = await openHouse();
  const rules = rulesInForce();
  const everyone = { kind: 'everyone' } as const;
  await putRequirement(house)(admin, everyone, { strength: 'forced' });
  const failing = house.transact(async (source) => {
    await deleteRequirement({ ...house, transact: (work) => work(source) })(admin, everyone);
    // As a sign-in does that shares the commit.
    expect((await rules(source)).stored.map(({ policy }) => policy.state)).toEqual(['off']);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  await editSettings(house)(admin, { organisation: { helpDesk: 'Room 12' } });
  const { stored, settings } = await rules(house.read);
  expect(stored.map(({ policy }) => policy.state)).toEqual(['on']);
  expect(settings.organisation.helpDesk).toBe('Room 12');
});
