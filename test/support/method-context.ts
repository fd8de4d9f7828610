import type { Settings } from '@sallyport/contract/settings.ts';
import { asId, idMaker, type UserId } from '../../server/src/kernel/ids.ts';
import type { Instant } from '../../server/src/kernel/instant.ts';
import { systemRandom } from '../../server/src/kernel/random.ts';
import { keyring, newKeyLine } from '../../server/src/kernel/secrets.ts';
import type { Context, Enrolled, Held } from '../../server/src/methods/method.ts';
import { argon2Hasher } from '../../server/src/methods/password/argon2.ts';
import type { EnrollableMethod } from '../../server/src/policy/model.ts';
import type { Authenticator } from '../../server/src/ports/authenticators.ts';

/** What methods are made of in production. */
export const methodParts = {
  random: systemRandom,
  newId: idMaker({ now: () => Date.now() }, systemRandom),
  sealer: keyring(newKeyLine(systemRandom), systemRandom),
  hasher: argon2Hasher({ threads: 2 }),
};

export const anna = {
  id: asId<UserId>('0193-anna'),
  username: 'anna@example.org',
  displayName: 'Anna Ørsted',
};

export const exampleSettings: Settings = {
  organisation: {
    name: 'Müller & Söhne: Werk 1',
    helpDesk: 'Room 12, phone 4711',
    timeZone: 'Europe/Berlin',
    language: 'en',
  },
  methods: { enabled: ['totp', 'webauthn'], totp: { digits: 6, period: 30, window: 1 } },
  signIn: { askEnrolledWhenNotRequired: true, enrollAtActivation: true, failures: 10, failureMinutes: 30 },
  enrollment: { checkUpDays: 28, snoozeDays: 0 },
  sessions: { hours: 24, idleMinutes: 60 },
  mail: { smtp: null, from: 'sallyport@example.org' },
  strictProfile: { on: false },
  approvals: { acts: [], hours: 72 },
  audit: { stream: null },
  enforcement: true,
};

export const contextAt = (now: Instant, totp: Partial<Settings['methods']['totp']> = {}): Context => ({
  now,
  user: anna,
  origin: 'https://login.example.org',
  settings: {
    ...exampleSettings,
    methods: { ...exampleSettings.methods, totp: { ...exampleSettings.methods.totp, ...totp } },
  },
});

export const nothingHeld: Held = { authenticators: [], backupCodes: [] };

/** As storage would give back what was confirmed. */
export const stored = (
  method: EnrollableMethod,
  { authenticator: { defaultName, ...parts } }: Enrolled,
  changes: Partial<Authenticator> = {},
): Authenticator => ({
  ...parts,
  user: anna.id,
  method,
  name: defaultName,
  createdAt: 0,
  lastUsedAt: null,
  disabledAt: null,
  ...changes,
});
