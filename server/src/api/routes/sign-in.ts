import { setTimeout as sleep } from 'node:timers/promises';
import { publicInfo } from '../../flows/info.ts';
import { checkLink } from '../../flows/links.ts';
import { redeemPasswordReset, requestPasswordReset } from '../../flows/password-reset.ts';
import { createFirstOwner } from '../../flows/setup.ts';
import { activate } from '../../flows/sign-in/activate.ts';
import type { SignInDeps, Step } from '../../flows/sign-in/deps.ts';
import { snooze } from '../../flows/sign-in/snooze.ts';
import { startSignIn } from '../../flows/sign-in/start.ts';
import {
  abandonSignIn,
  confirm,
  currentStep,
  enroll,
  prove,
  skip,
  startChallenge,
} from '../../flows/sign-in/steps.ts';
import type { Cookies, Handlers } from '../handler.ts';

type SignInCall =
  | 'GET /info'
  | 'POST /sign-ins'
  | 'GET /sign-ins/current'
  | 'DELETE /sign-ins/current'
  | 'POST /sign-ins/current/challenges'
  | 'POST /sign-ins/current/proofs'
  | 'POST /sign-ins/current/enrollments'
  | 'POST /sign-ins/current/enrollments/:id/confirm'
  | 'POST /sign-ins/current/skip'
  | 'POST /sign-ins/current/snooze'
  | 'POST /setup'
  | 'POST /links/check'
  | 'POST /activations'
  | 'POST /password-resets'
  | 'POST /password-resets/redeem';

/** Milliseconds, more than the work takes: a mail is written only where there is such a user, and must not show. */
const resetAnswerTime = 200;

/** A step's cookies, then its state. A completed sign-in's own cookie is of no more use. */
const answer = (step: Step, cookies: Cookies): Step['state'] => {
  if (step.signInToken !== undefined) cookies.set('sign-in', step.signInToken);
  if (step.session !== undefined) {
    cookies.clear('sign-in');
    cookies.set('session', step.session.token);
    cookies.set('browser', step.session.browserToken);
  }
  return step.state;
};

export const signInRoutes = (deps: SignInDeps): Pick<Handlers, SignInCall> => ({
  'GET /info': publicInfo(deps),
  'POST /sign-ins': async ({ body, client, browserToken, cookies }) =>
    answer(await startSignIn(deps)(body, client, browserToken), cookies),
  'GET /sign-ins/current': async ({ signInToken, cookies }) =>
    answer(await currentStep(deps)(signInToken), cookies),
  'DELETE /sign-ins/current': async ({ signInToken, cookies }) => {
    await abandonSignIn(deps)(signInToken);
    cookies.clear('sign-in');
    return undefined;
  },
  'POST /sign-ins/current/challenges': ({ signInToken, body }) =>
    startChallenge(deps)(signInToken, body.method),
  'POST /sign-ins/current/proofs': async ({ signInToken, browserToken, body, client, cookies }) =>
    answer(await prove(deps)(signInToken, browserToken, body, client.address), cookies),
  'POST /sign-ins/current/enrollments': ({ signInToken, body }) => enroll(deps)(signInToken, body.method),
  'POST /sign-ins/current/enrollments/:id/confirm': async ({
    signInToken,
    browserToken,
    params,
    body,
    client,
    cookies,
  }) => answer(await confirm(deps)(signInToken, browserToken, params.id, body, client.address), cookies),
  'POST /sign-ins/current/skip': async ({ signInToken, browserToken, cookies }) =>
    answer(await skip(deps)(signInToken, browserToken), cookies),
  'POST /sign-ins/current/snooze': async ({ signInToken, browserToken, cookies }) =>
    answer(await snooze(deps)(signInToken, browserToken), cookies),
  'POST /setup': async ({ body, client, browserToken, cookies }) =>
    answer(await createFirstOwner(deps)(body, client, browserToken), cookies),
  'POST /links/check': ({ body }) => checkLink(deps)(body.token),
  'POST /activations': async ({ body, client, browserToken, cookies }) =>
    answer(await activate(deps)(body, client, browserToken), cookies),
  'POST /password-resets': async ({ body, client }) => {
    await Promise.all([requestPasswordReset(deps)(body.username, client), sleep(resetAnswerTime)]);
    return undefined;
  },
  'POST /password-resets/redeem': async ({ body, client }) => {
    await redeemPasswordReset(deps)(body, client);
    return undefined;
  },
});
