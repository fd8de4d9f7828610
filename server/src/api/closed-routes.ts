import type { Access } from '@sallyport/contract/route.ts';
import type { FastifyInstance } from 'fastify';

/** `known`: whoever is signed in or brings a token, for addresses where nothing is. */
export type RouteAccess = Access | 'known';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call. */
    access?: RouteAccess;
    stepUp?: boolean;
  }
}

/** Routes are closed unless they say otherwise: one that says nothing does not even let the server start. */
export const refuseRoutesWithoutAccess = (app: FastifyInstance): void => {
  const silent: string[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.access === undefined) silent.push(`${String(method)} ${url}`);
  });
  app.addHook('onReady', async () => {
    if (silent.length > 0) throw new Error(`routes that do not say who may call them: ${silent.join(', ')}`);
  });
};
