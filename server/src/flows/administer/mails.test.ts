import { expect, test } from 'vitest';
import { admin, type House, openHouse } from '../../../../test/support/administration.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Role } from '../../policy/model.ts';
import type { Administrator } from '../caller.ts';
import { activation, passwordResetLink } from '../mails/account.ts';
import type { WriteLetter } from '../mails/letter.ts';
import { queueMail } from '../mails/queue.ts';
import { listMails } from './mails.ts';
import { editSettings } from './settings/edit.ts';
import { readUser } from './users/describe.ts';
import { deleteUser } from './users/remove.ts';

const url = 'https://login.example.org/activate#one-time';

const mail = (house: House, user: UserId, letter: WriteLetter<{ url: string; expiresAt: number }>) =>
  house.transact(async (source) => {
    const standpoint = await readUser(source, house.rules, user, house.clock.now());
    await queueMail(source.outbox, house, standpoint, letter, { url, expiresAt: house.clock.now() });
  });

const by = (house: House, role: Role): Administrator => ({
  kind: 'token',
  token: house.newId(),
  name: role,
  role,
  user: null,
});

/** To whom go the mails whose link the caller can read. */
const readable = async (house: House, caller: Administrator): Promise<string[]> => {
  const { items } = await listMails(house)(caller, { limit: 50 });
  return items.filter(({ text }) => text.includes(url)).map(({ kind, to }) => `${kind} ${to}`);
};

test('without a relay, links are read by those who may edit users, of users who may not do more than they', async () => {
  const house = await openHouse();
  for (const name of ['owner', 'administrator', 'help-desk'] as const)
    await mail(house, await house.active(name, { role: name }), activation);
  await mail(house, await house.active('user'), activation);
  const to = (...names: readonly string[]) => names.map((name) => `activation ${name}@example.com`);
  expect(await readable(house, by(house, 'owner'))).toEqual(
    to('user', 'help-desk', 'administrator', 'owner'),
  );
  expect(await readable(house, by(house, 'administrator'))).toEqual(to('user', 'help-desk', 'administrator'));
  for (const role of ['help-desk', 'auditor'] as const)
    expect(await readable(house, by(house, role))).toEqual([]);
});

test('an administrator reads no link for a new password of an owner, and nobody any link once there is a relay', async () => {
  const house = await openHouse();
  await mail(house, await house.active('owner', { role: 'owner' }), passwordResetLink);
  await mail(house, await house.active('user'), passwordResetLink);
  expect(await readable(house, by(house, 'administrator'))).toEqual(['password-reset user@example.com']);
  expect(await readable(house, admin)).toHaveLength(2);
  await editSettings(house)(admin, {
    mail: { smtp: { host: 'relay', port: 25, security: 'none', username: '' } },
  });
  expect(await readable(house, admin)).toEqual([]);
});

test('no link to somebody who is gone can be read', async () => {
  const house = await openHouse();
  const user = await house.active('user');
  await mail(house, user, activation);
  await deleteUser(house)(admin, user);
  expect(await readable(house, admin)).toEqual([]);
});
