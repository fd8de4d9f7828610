import { passwordFault } from '../methods/password/rules.ts';
import { Refusal } from '../ports/refusal.ts';

/** @throws Refusal `weak-password`, naming the field */
export const checkNewPassword = (
  field: string,
  password: string,
  about: {
    readonly username: string;
    readonly email: string;
    readonly displayName: string;
    readonly organisation: string;
  },
): void => {
  const fault = passwordFault(password, about);
  if (fault !== undefined) throw new Refusal('weak-password', fault, { errors: [{ field, message: fault }] });
};
