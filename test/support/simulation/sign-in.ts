/** People signing in, by the flows that the portal's calls go through. */
import { activate } from '../../../server/src/flows/sign-in/activate.ts';
import type { Step } from '../../../server/src/flows/sign-in/deps.ts';
import { startSignIn } from '../../../server/src/flows/sign-in/start.ts';
import { confirm, enroll, prove, skip } from '../../../server/src/flows/sign-in/steps.ts';
import type { Instant } from '../../../server/src/kernel/instant.ts';
import { codeAt, stepAt } from '../../../server/src/methods/totp/steps.ts';
import { home, type Met, metInSignIn } from './met.ts';
import { type Office, password } from './office.ts';
import type { Person } from './person.ts';

const client = { address: home, userAgent: 'a browser' };

const codeOf = (secret: string, now: Instant): string =>
  codeAt({ secret, algorithm: 'SHA1', digits: 6, period: 30 }, stepAt(now, 30));

export interface SigningIn {
  readonly met: Met;
  readonly enrolled: boolean;
}

/**
 * Signs in, proves what they can prove, and sets up what is asked for where they want to or cannot do without.
 * @param wants whether they set it up although they could leave it for later
 * @param accessCode that the help desk gave them
 */
export const signInAs = async (
  office: Office,
  person: Person,
  wants: boolean,
  accessCode?: string,
): Promise<SigningIn> =>
  goOn(
    office,
    person,
    await startSignIn(office.signIn)({ username: person.username, password }, client, ''),
    {
      wants,
      accessCode,
    },
  );

/** Opens the link that was mailed or handed over, and goes on as at any first sign-in. */
export const activateAs = async (office: Office, person: Person, url: string): Promise<SigningIn> => {
  const token = url.split('#').at(-1)?.split('/').at(-1) ?? '';
  const step = await activate(office.signIn)({ token, password }, client, '');
  return goOn(office, person, step, { wants: person.temperament !== 'never', accessCode: undefined });
};

const goOn = async (
  office: Office,
  person: Person,
  begun: Step,
  { wants, accessCode }: { readonly wants: boolean; readonly accessCode: string | undefined },
): Promise<SigningIn> => {
  const { signIn, house } = office;
  const token = begun.signInToken ?? '';
  const states = [begun.state];
  let { state } = begun;
  if (state.challenge !== undefined) {
    const proof = proofOf(person, house.clock.now(), accessCode);
    if (proof === undefined) return { met: metInSignIn(states), enrolled: false };
    ({ state } = await prove(signIn)(token, '', proof, home));
    states.push(state);
  }
  const met = metInSignIn(states);
  if (state.enrollment === undefined) return { met, enrolled: false };
  if (wants || (state.enrollment.strength === 'forced' && person.temperament !== 'never')) {
    const begun = await enroll(signIn)(token, 'totp');
    const secret = begun.secret ?? '';
    const answer = { code: codeOf(secret, house.clock.now()) };
    await confirm(signIn)(token, '', begun.id, answer, home);
    person.secret = secret;
    return { met, enrolled: true };
  }
  if (state.enrollment.skippable) await skip(signIn)(token, '');
  return { met, enrolled: false };
};

const proofOf = ({ secret }: Person, now: Instant, accessCode: string | undefined) => {
  if (accessCode !== undefined) return { method: 'temporary-access-code', code: accessCode } as const;
  return secret === undefined ? undefined : ({ method: 'totp', code: codeOf(secret, now) } as const);
};
