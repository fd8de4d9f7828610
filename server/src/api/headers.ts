import type { FastifyInstance } from 'fastify';

/** Everything from this origin and as files of their own: nothing inline, nothing from elsewhere (A18). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const fixed = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // What may be kept in a cache says so itself.
  'cache-control': 'no-store',
};

/** Two years, as browsers' preload lists ask. Other hosts of the domain are not ours to bind. */
const strictTransportSecurity = { 'strict-transport-security': 'max-age=63072000' };

/** Headers of every answer (OWASP ASVS 5.0 §3.4): the same for all, so that none is computed for each. */
export const setHeaders = (app: FastifyInstance, origin: string): void => {
  const headers = origin.startsWith('https:') ? { ...fixed, ...strictTransportSecurity } : fixed;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
};
