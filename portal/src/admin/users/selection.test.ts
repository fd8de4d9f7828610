import type { User } from '@sallyport/contract/users.ts';
import { expect, test } from 'vitest';
import { isSelected, nobody, sizeOf, wireSelection, withUsers } from './selection.ts';

const user = (id: string): User => ({
  id,
  username: id,
  displayName: id,
  email: `${id}@example.org`,
  state: 'active',
  role: null,
  groups: [],
  createdAt: '2026-01-01T00:00:00Z',
  twoFactor: {
    status: 'not-enrolled',
    required: false,
    requiredBy: [],
    methods: [],
    byMethod: { totp: 'not-enrolled', webauthn: 'not-enrolled' },
    owed: [],
    backupCodesLeft: 0,
  },
});
const [ann, ben, cem] = [user('ann'), user('ben'), user('cem')];
const shown = [ann, ben, cem];

test('users are selected one by one, and a page at once', () => {
  const one = withUsers(nobody, [ann], true, shown);
  expect([sizeOf(one), isSelected(one, ann), isSelected(one, ben)]).toEqual([1, true, false]);
  const page = withUsers(one, shown, true, shown);
  expect(wireSelection(page)).toEqual({ userIds: ['ann', 'ben', 'cem'] });
  expect(sizeOf(withUsers(page, shown, false, shown))).toBe(0);
});

test('all that match are a filter, not a list; taking one out leaves those that are shown', () => {
  const all = { kind: 'all', count: 4000, filter: { status: 'expired' } } as const;
  expect(wireSelection(all)).toEqual({ filter: { status: 'expired' } });
  expect(isSelected(all, cem)).toBe(true);
  expect(wireSelection(withUsers(all, [ben], false, shown))).toEqual({ userIds: ['ann', 'cem'] });
});
