import { isIP } from 'node:net';
import type { Settings } from '@sallyport/contract/settings.ts';

/** What holds until an administrator sets something else. `origin`: the public origin of the portal. */
export const defaultSettings = (origin: string): Settings => ({
  organisation: {
    name: 'Sallyport',
    helpDesk: '',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: 'en',
  },
  methods: { enabled: ['totp', 'webauthn'], totp: { digits: 6, period: 30, window: 1 } },
  signIn: {
    askEnrolledWhenNotRequired: true,
    enrollAtActivation: true,
    failures: 10,
    failureMinutes: 30,
  },
  enrollment: { checkUpDays: 28, snoozeDays: 0 },
  sessions: { hours: 24, idleMinutes: 60 },
  mail: { smtp: null, from: `sallyport@${mailDomain(new URL(origin).hostname)}` },
  strictProfile: { on: false },
  approvals: { acts: [], hours: 72 },
  audit: { stream: null },
  enforcement: true,
});

/** A sender's address needs a name with a dot; `localhost` and IP addresses have none. */
const mailDomain = (hostname: string): string =>
  hostname.includes('.') && isIP(hostname) === 0 ? hostname : 'localhost.localdomain';
