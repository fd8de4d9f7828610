import { Refusal } from '../../ports/refusal.ts';
import type { Approach, Caller, GateParts, Step } from './approach.ts';

/** Whoever brings a token is that token, whatever cookies came along. */
export const identifyCaller: Step = async (approach, caller, parts) => {
  if (approach.access === 'public' || approach.access === 'sign-in') return caller;
  const { authorization } = approach.headers;
  return authorization === undefined ? bySession(approach, parts) : byToken(authorization, parts);
};

async function byToken(authorization: string, parts: GateParts): Promise<Caller> {
  const [, token] = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization) ?? [];
  const caller = token === undefined ? undefined : await parts.resumeToken(token);
  if (caller === undefined)
    throw new Refusal('invalid-token', 'The token is wrong, has expired or was revoked.');
  return caller;
}

async function bySession({ sessionToken, address }: Approach, parts: GateParts): Promise<Caller> {
  const resumed = await parts.resumeSession(sessionToken, address);
  switch (resumed.kind) {
    case 'session':
      return resumed.caller;
    case 'insufficient':
      throw new Refusal(
        'reauthentication-required',
        'More is required of you by now than when you signed in.',
      );
    case 'nobody':
      throw new Refusal('sign-in-required', 'You are not signed in, or not any more.');
  }
}
