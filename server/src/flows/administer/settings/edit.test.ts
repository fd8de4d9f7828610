import { expect, test } from 'vitest';
import { admin, monday, openHouse } from '../../../../../test/support/administration.ts';
import type { SessionCaller } from '../../caller.ts';
import { editSettings } from './edit.ts';

const olivia = async () => {
  const house = await openHouse();
  const user = await house.active('olivia', { role: 'owner' });
  await house.enroll(user);
  const caller = (steppedUpUntil: number | null): SessionCaller & { role: 'owner' } => ({
    kind: 'session',
    session: house.newId<'session'>(),
    user,
    username: 'olivia',
    role: 'owner',
    address: '203.0.113.5',
    steppedUpUntil,
  });
  return { house, caller };
};
const smtp = { host: 'relay.example.org', port: 25, security: 'none', username: '' } as const;
const dangerous = [
  { mail: { smtp } },
  { audit: { stream: null } },
  { approvals: { acts: [] } },
  { strictProfile: { on: false } },
];

test('where mail and the log go, and what guards administrators, takes a proof of the last minutes', async () => {
  const { house, caller } = await olivia();
  for (const changes of dangerous) {
    const before = await house.read.settings.read();
    for (const until of [null, monday])
      await expect(editSettings(house)(caller(until), changes)).rejects.toMatchObject({
        code: 'step-up-required',
      });
    expect(await house.read.settings.read()).toEqual(before);
    await editSettings(house)(caller(monday + 1), changes);
  }
});

test('other settings do not, and programs have nothing to prove with', async () => {
  const { house, caller } = await olivia();
  await editSettings(house)(caller(null), { organisation: { name: 'Example Ltd' }, sessions: { hours: 8 } });
  for (const changes of dangerous) await editSettings(house)(admin, changes);
});
