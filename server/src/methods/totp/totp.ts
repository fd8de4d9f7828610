import { Secret } from 'otpauth';
import { z } from 'zod';
import type { AuthenticatorId, IdMaker } from '../../kernel/ids.ts';
import type { Random } from '../../kernel/random.ts';
import type { Authenticator } from '../../ports/authenticators.ts';
import { invalid } from '../../ports/refusal.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Enrolls, Held, ProvesByCodeAtOnce, Rejected } from '../method.ts';
import { driftHelp, usedCodeHelp, wrongCodeHelp, wrongFirstCodeHelp } from './help.ts';
import { otpauthUri, qrCode } from './otpauth-uri.ts';
import { findStep, stepAt, type TotpKey } from './steps.ts';
import { malformedCode, withoutSeparators } from './typed-code.ts';

/** 160 bits: what RFC 4226 §4 recommends. */
const secretBytes = 20;
/** Where drift is looked for. While enrolling, the secret is the guesser's own. */
const driftReach = { proving: { behind: 10, ahead: 4 }, enrolling: { behind: 120, ahead: 120 } };

/** As stored: digits and period of the day it was set up, so that changed settings concern new ones only. */
const StoredKey = z.object({
  secret: z.string(),
  algorithm: z.literal('SHA1'),
  digits: z.int(),
  period: z.int(),
});

const active = (held: Held): readonly Authenticator[] =>
  held.authenticators.filter(({ method, disabledAt }) => method === 'totp' && disabledAt === null);

const stored = ({ data }: Authenticator): TotpKey => StoredKey.parse(JSON.parse(data));

const sealContext = (id: AuthenticatorId): string => `totp:${id}`;

const opened = (authenticator: Authenticator, sealer: Sealer): TotpKey => {
  const key = stored(authenticator);
  return { ...key, secret: sealer.open(key.secret, sealContext(authenticator.id)) };
};

interface Parts {
  readonly random: Random;
  readonly newId: IdMaker;
  readonly sealer: Sealer;
}

/** Time-based one-time passwords (RFC 6238). A step at or below the last accepted one never counts again (§5.2). */
export const totpMethod = ({ random, newId, sealer }: Parts): ProvesByCodeAtOnce & Enrolls => ({
  proves: 'by-code',
  checks: 'at-once',

  malformed: (code, held) =>
    malformedCode(
      code,
      active(held).map((each) => stored(each).digits),
    ),

  verifyCode(typed, held, { now, settings }) {
    const code = withoutSeparators(typed);
    const candidates = active(held).map((authenticator) => ({
      authenticator,
      key: opened(authenticator, sealer),
    }));
    let used: Rejected | undefined;
    for (const { authenticator, key } of candidates) {
      const present = stepAt(now, key.period);
      const step = findStep(key, code, present - settings.methods.totp.window, present);
      if (step === undefined) continue;
      if (step > authenticator.counter) return { ok: true, authenticator: authenticator.id, counter: step };
      used = { ok: false, code: 'used-code', detail: usedCodeHelp(key) };
    }
    if (used !== undefined) return used;
    const drift = candidates.map(({ key }) => driftHelp(key, code, now, driftReach.proving));
    return {
      ok: false,
      code: 'wrong-code',
      detail: drift.find((help) => help !== undefined) ?? wrongCodeHelp,
    };
  },

  async beginEnrollment(_held, { user, settings }) {
    const { digits, period } = settings.methods.totp;
    const secret = Secret.fromHex(random.bytes(secretBytes).toString('hex')).base32;
    const key: TotpKey = { secret, algorithm: 'SHA1', digits, period };
    const uri = otpauthUri(key, settings.organisation.name, user.username);
    return { state: JSON.stringify(key), answer: { secret, otpauthUri: uri, qrSvg: qrCode(uri) } };
  },

  async confirmEnrollment(state, answer, { now, settings }) {
    const key = StoredKey.parse(JSON.parse(state));
    if (!('code' in answer)) throw invalid('code', 'is missing');
    const fault = malformedCode(answer.code, [key.digits]);
    if (fault !== undefined) throw invalid('code', fault);

    const code = withoutSeparators(answer.code);
    const present = stepAt(now, key.period);
    const step = findStep(key, code, present - settings.methods.totp.window, present);
    if (step === undefined) {
      const detail = driftHelp(key, code, now, driftReach.enrolling) ?? wrongFirstCodeHelp;
      return { ok: false, code: 'wrong-code', detail };
    }
    const id = newId<'authenticator'>();
    const data = JSON.stringify({ ...key, secret: sealer.seal(key.secret, sealContext(id)) });
    // The step that confirmed it is the first one used: the same code does not sign in as well.
    return {
      ok: true,
      authenticator: { id, data, externalId: null, counter: step, defaultName: 'Authenticator app' },
    };
  },
});
