import type { PolicyDefinition } from '@sallyport/contract/policies.ts';
import { describe, expect, test } from 'vitest';
import { definitionOf, draftOf, emptyDraft, inputOf } from './draft.ts';
import { actionInShort, differences, sentenceOf, weekdaysInWords } from './words.ts';

const policy: PolicyDefinition = {
  name: 'Nights',
  description: '',
  state: 'on',
  who: { kind: 'groups', groups: ['s', 'c'] },
  excludedGroups: ['f'],
  conditions: {
    resourceKinds: ['portal'],
    outsideNetworks: ['203.0.113.0/24', '2001:db8::/32'],
    times: [{ weekdays: [1, 2, 3, 4, 5], from: '20:00', to: '06:00', timeZone: 'Europe/Berlin' }],
    rememberedDevice: false,
  },
  action: {
    kind: 'require',
    requirement: { strength: 'soft', days: 7, allowed: ['webauthn'], owed: ['totp'], rememberDevices: false },
  },
  named: { s: 'Sales', c: 'Care', f: 'Field' },
};

describe('a policy in words', () => {
  test('is one sentence that says all of it', () => {
    expect(sentenceOf(policy)).toBe(
      'Sales and Care except Field: a sign-in at this portal, from outside 203.0.113.0/24 and 2001:db8::/32, during Mon–Fri 20:00–06:00 (Europe/Berlin), on a device that is not remembered needs a second factor with passkey or security key, to be set up within 7 days; to be set up in any case: authenticator app.',
    );
    expect(
      sentenceOf({
        ...policy,
        who: { kind: 'everyone' },
        excludedGroups: [],
        conditions: {},
        action: { kind: 'deny' },
      }),
    ).toBe('Everyone: a sign-in anywhere, at any time is refused.');
  });

  test('names weekdays as people do', () => {
    expect(weekdaysInWords([1, 2, 3, 4, 5, 6, 7])).toBe('every day');
    expect(weekdaysInWords([6, 7])).toBe('Sat and Sun');
    expect(weekdaysInWords([5, 1, 3])).toBe('Mon, Wed and Fri');
  });

  test('is short in lists', () => {
    expect(actionInShort(policy)).toBe('Mandatory after 7 days');
    expect(actionInShort({ action: { kind: 'deny' } })).toBe('Sign-in refused');
  });

  test('tells what one version changed of another, and nothing else', () => {
    const after: PolicyDefinition = {
      ...policy,
      excludedGroups: [],
      action: {
        kind: 'require',
        requirement: { strength: 'forced', owed: ['totp'], rememberDevices: false },
      },
    };
    expect(differences(policy, after)).toEqual([
      { label: 'Except', before: 'Field', after: '–' },
      { label: 'Second factor', before: 'Mandatory after 7 days', after: 'Mandatory at once' },
      { label: 'Methods that count', before: 'passkey or security key', after: '–' },
    ]);
    expect(differences(policy, policy)).toEqual([]);
  });
});

describe('the editor’s draft', () => {
  test('says what the policy says, there and back', () => {
    const { state, named, ...rest } = policy;
    expect(inputOf(draftOf(policy))).toEqual(rest);
    expect(definitionOf(draftOf(policy)).named).toEqual(named);
  });

  test('takes networks as they are pasted, and asks nothing of what is empty', () => {
    const { conditions } = inputOf({
      ...emptyDraft,
      networks: ' 10.0.0.0/8, 192.0.2.0/24\n\n2001:db8::/32 ',
    });
    expect(conditions).toEqual({ networks: ['10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'] });
    expect(inputOf(emptyDraft).conditions).toEqual({});
  });
});
