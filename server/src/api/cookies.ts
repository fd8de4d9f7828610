import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './handler.ts';

type CookieKind = Parameters<Cookies['set']>[0];

/** `__Host-`: browsers take them from this very host alone, over TLS (or on localhost), for all paths (RFC 6265bis §4.1.3). */
export const cookieNames: Readonly<Record<CookieKind, string>> = {
  'sign-in': '__Host-sallyport-sign-in',
  session: '__Host-sallyport-session',
  browser: '__Host-sallyport-browser',
};

const base = { path: '/', secure: true, httpOnly: true } as const;

/** How long a cookie counts is the server's to say; only the browser's own outlives the closing of it. */
const attributes: Readonly<Record<CookieKind, CookieSerializeOptions>> = {
  'sign-in': { ...base, sameSite: 'strict' },
  // Lax, so that a link in a mail finds its reader signed in.
  session: { ...base, sameSite: 'lax' },
  browser: { ...base, sameSite: 'strict', maxAge: 365 * 86_400 },
};

/** '' without one. */
export const cookieOf = (request: FastifyRequest, kind: CookieKind): string =>
  request.cookies[cookieNames[kind]] ?? '';

export const cookiesOf = (reply: FastifyReply): Cookies => ({
  set: (kind, token) => void reply.setCookie(cookieNames[kind], token, attributes[kind]),
  clear: (kind) => void reply.clearCookie(cookieNames[kind], attributes[kind]),
});
