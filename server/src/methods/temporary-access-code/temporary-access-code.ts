import type { IdMaker } from '../../kernel/ids.ts';
import type { Random } from '../../kernel/random.ts';
import { sameText } from '../../kernel/secrets.ts';
import type { PasswordHasher } from '../../ports/secrets.ts';
import type { HandsOut, ProvesByCodeSlowly } from '../method.ts';
import { codeBytes, codeLength, codeValue, grouped, newCode } from '../spelling.ts';

const saltBytes = 16;

interface Parts {
  readonly random: Random;
  readonly newId: IdMaker;
  readonly hasher: Pick<PasswordHasher, 'hashWithSalt'>;
}

/**
 * A code that an administrator hands to somebody who has nothing else to prove with: once, for minutes to hours. It
 * has 80 bits and is kept like a backup code, salted and hashed (NIST SP 800-63B-4 §3.1.2).
 */
export const temporaryAccessCodeMethod = ({
  random,
  newId,
  hasher,
}: Parts): ProvesByCodeSlowly & HandsOut => ({
  proves: 'by-code',
  checks: 'slowly',

  malformed: (typed) =>
    codeValue(typed) === undefined
      ? `must be the ${codeLength} letters and digits of a temporary access code; dashes and case do not matter`
      : undefined,

  async verifyCode(typed, { accessCode }) {
    const value = codeValue(typed) ?? typed;
    if (accessCode !== undefined) {
      const hash = await hasher.hashWithSalt(value, Buffer.from(accessCode.salt, 'base64'));
      if (sameText(accessCode.hash, hash)) return { ok: true, accessCode: accessCode.id };
    }
    return {
      ok: false,
      code: 'wrong-code',
      detail:
        'This is not your temporary access code, or its time is over. It works once, and a new one makes the older void: ask the help desk for another.',
    };
  },

  async handOut(user) {
    const salt = random.bytes(saltBytes);
    const value = newCode(random.bytes(codeBytes));
    const hash = await hasher.hashWithSalt(value, salt);
    return {
      code: grouped(value),
      stored: { id: newId<'access-code'>(), user, salt: salt.toString('base64'), hash },
    };
  },
});
