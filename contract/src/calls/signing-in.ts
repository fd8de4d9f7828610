import type { Calls } from '../route.ts';
import * as signIn from '../sign-in.ts';

const state = signIn.SignInState;

/** From the user name to the session, and the links that lead there. */
export const signingInCalls = {
  'GET /info': { access: 'public', summary: 'What the sign-in page may know', answer: signIn.PublicInfo },
  'POST /sign-ins': {
    access: 'public',
    summary: 'Start a sign-in with user name and password',
    body: signIn.StartSignIn,
    answer: state,
    status: 201,
  },
  'GET /sign-ins/current': { access: 'sign-in', summary: 'Where the sign-in stands', answer: state },
  'DELETE /sign-ins/current': { access: 'sign-in', summary: 'Abandon the sign-in' },
  'POST /sign-ins/current/challenges': {
    access: 'sign-in',
    summary: 'Start what the server must start',
    body: signIn.StartChallenge,
    answer: signIn.StartedChallenge,
    status: 201,
  },
  'POST /sign-ins/current/proofs': {
    access: 'sign-in',
    summary: 'Prove a second factor',
    body: signIn.Proof,
    answer: state,
    status: 201,
  },
  'POST /sign-ins/current/enrollments': {
    access: 'sign-in',
    summary: 'Begin to set up a method',
    body: signIn.StartEnrollment,
    answer: signIn.StartedEnrollment,
    status: 201,
  },
  'POST /sign-ins/current/enrollments/:id/confirm': {
    access: 'sign-in',
    summary: 'Confirm the new authenticator',
    body: signIn.ConfirmEnrollment,
    answer: state,
    status: 201,
  },
  'POST /sign-ins/current/skip': {
    access: 'sign-in',
    summary: 'Skip the enrollment this time',
    answer: state,
  },
  'POST /sign-ins/current/snooze': {
    access: 'sign-in',
    summary: 'Move the deadline by the days that the administrator allows: once per person',
    answer: state,
  },
  'POST /setup': {
    access: 'public',
    summary: 'Create the first owner with the link from the terminal',
    body: signIn.CreateFirstOwner,
    answer: state,
    status: 201,
  },
  'POST /links/check': {
    access: 'public',
    summary: 'What a link is for',
    body: signIn.CheckLink,
    answer: signIn.LinkInfo,
  },
  'POST /activations': {
    access: 'public',
    summary: 'Activate an account and begin its first sign-in',
    body: signIn.Activate,
    answer: state,
    status: 201,
  },
  'POST /password-resets': {
    access: 'public',
    summary: 'Ask for a link to choose a new password',
    body: signIn.RequestPasswordReset,
    status: 202,
  },
  'POST /password-resets/redeem': {
    access: 'public',
    summary: 'Choose a new password; signs nobody in',
    body: signIn.RedeemPasswordReset,
  },
} as const satisfies Calls;
