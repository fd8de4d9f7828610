import type { IdMaker } from '../kernel/ids.ts';
import type { Random } from '../kernel/random.ts';
import type { EnrollableMethod, MethodKind } from '../policy/model.ts';
import type { PasswordHasher, Sealer } from '../ports/secrets.ts';
import { backupCodeMethod } from './backup-code/backup-code.ts';
import type { Enrolls, HandsOut, Issues, ProvesByChallenge, ProvesByCode } from './method.ts';
import { temporaryAccessCodeMethod } from './temporary-access-code/temporary-access-code.ts';
import { totpMethod } from './totp/totp.ts';
import { webauthnMethod } from './webauthn/webauthn.ts';

/**
 * Every method by its kind. What a kind can do is in its type: whoever holds an `EnrollableMethod` may enroll with it,
 * whoever holds any kind asks `proves` how it is answered.
 */
export type Methods = Readonly<Record<MethodKind, ProvesByCode | ProvesByChallenge>> &
  Readonly<Record<EnrollableMethod, Enrolls>> & {
    readonly 'backup-code': Issues;
    readonly 'temporary-access-code': HandsOut;
  };

interface MethodParts {
  readonly random: Random;
  readonly newId: IdMaker;
  readonly sealer: Sealer;
  readonly hasher: Pick<PasswordHasher, 'hashWithSalt'>;
}

export const allMethods = (parts: MethodParts): Methods => ({
  totp: totpMethod(parts),
  webauthn: webauthnMethod(parts),
  'backup-code': backupCodeMethod(parts),
  'temporary-access-code': temporaryAccessCodeMethod(parts),
});
