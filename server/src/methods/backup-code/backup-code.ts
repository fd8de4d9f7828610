import type { IdMaker } from '../../kernel/ids.ts';
import type { Random } from '../../kernel/random.ts';
import { sameText } from '../../kernel/secrets.ts';
import type { PasswordHasher } from '../../ports/secrets.ts';
import type { Issues, ProvesByCodeSlowly } from '../method.ts';
import { codeBytes, codeLength, codeValue, grouped, newCode } from '../spelling.ts';

const codesInASet = 10;
const saltBytes = 16;

interface Parts {
  readonly random: Random;
  readonly newId: IdMaker;
  readonly hasher: Pick<PasswordHasher, 'hashWithSalt'>;
}

/**
 * Look-up secrets (NIST SP 800-63B-4 §3.1.2). Below 112 bits they are to be salted and hashed like passwords; with one
 * salt for a whole set, checking a code costs one hash and not ten.
 */
export const backupCodeMethod = ({ random, newId, hasher }: Parts): ProvesByCodeSlowly & Issues => ({
  proves: 'by-code',
  checks: 'slowly',

  malformed: (typed) =>
    codeValue(typed) === undefined
      ? `must be the ${codeLength} letters and digits of a backup code; dashes and case do not matter`
      : undefined,

  async verifyCode(typed, { backupCodes }) {
    const value = codeValue(typed) ?? typed;
    for (const salt of new Set(backupCodes.map((code) => code.salt))) {
      const hash = await hasher.hashWithSalt(value, Buffer.from(salt, 'base64'));
      const match = backupCodes.find((code) => code.salt === salt && sameText(code.hash, hash));
      if (match !== undefined) return { ok: true, backupCode: match.id };
    }
    return {
      ok: false,
      code: 'wrong-code',
      detail:
        'This is none of your unused backup codes. Each one works once, and new codes make the older ones void: take the next from your latest list.',
    };
  },

  async issue(user) {
    const salt = random.bytes(saltBytes);
    const values = Array.from({ length: codesInASet }, () => newCode(random.bytes(codeBytes)));
    const stored = await Promise.all(
      values.map(async (value) => ({
        id: newId<'backup-code'>(),
        user,
        salt: salt.toString('base64'),
        hash: await hasher.hashWithSalt(value, salt),
      })),
    );
    return { codes: values.map(grouped), stored };
  },
});
