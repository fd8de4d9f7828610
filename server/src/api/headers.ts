import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Everything from this origin and as files of their own: nothing inline, nothing from elsewhere (A18). */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Headers of every answer. What may be kept in a cache says so itself. */
export const setHeaders = async (app: FastifyInstance, origin: string): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // Two years, as browsers' preload lists ask. Other hosts of the domain are not ours to bind.
    strictTransportSecurity: origin.startsWith('https:') && { maxAge: 63_072_000, includeSubDomains: false },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
};
