import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { asRefusal } from './problems.ts';

/** Pages of people who are not signed in; the token of a link stays in the fragment and never comes here. */
const pagesThatSignIn = ['/sign-in', '/setup', '/activate', '/forgot-password', '/reset-password'];
const open = { config: { access: 'public' } } as const;
const signedIn = { config: { access: 'session' } } as const;

/**
 * The portal as it was built into `folder`: its sign-in page for everybody, all else for those who are signed in,
 * and for others the way to sign in.
 */
export const pages = async (app: FastifyInstance, { folder }: { readonly folder: string }): Promise<void> => {
  if (!existsSync(join(folder, 'index.html'))) {
    for (const url of ['/', ...pagesThatSignIn]) app.get(url, open, sayItIsNotBuilt);
    return;
  }
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, preCompressed: true });

  for (const name of filesIn(folder)) app.get(`/${name}`, open, (_request, reply) => reply.sendFile(name));

  const assets = new Set(filesIn(join(folder, 'assets')));
  app.get<{ Params: { '*': string } }>('/assets/*', open, (request, reply) => {
    const name = request.params['*'];
    if (!assets.has(name)) return reply.callNotFound();
    // Built files carry a hash of their content in their name.
    return reply.sendFile(`assets/${name}`, { cacheControl: true, immutable: true, maxAge: '1y' });
  });
  for (const url of pagesThatSignIn) app.get(url, open, (_request, reply) => reply.sendFile('sign-in.html'));
  app.get('/*', signedIn, (_request, reply) => reply.sendFile('index.html'));

  app.setErrorHandler((error, request, reply) => {
    const refusal = asRefusal(error, request.id);
    const signIn = refusal.code === 'sign-in-required' || refusal.code === 'reauthentication-required';
    if (!signIn) throw error;
    const { url } = request;
    return reply.redirect(url === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(url)}`, 302);
  });
};

/** Names of the files that are sent as they are: pages have addresses of their own, compressed ones stand in for others. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(html|br|gz)$/.test(entry.name))
    .map(({ name }) => name);

const sayItIsNotBuilt = (_request: unknown, reply: FastifyReply): FastifyReply =>
  reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send('The portal has not been built yet. In the folder of Sallyport run: npm start\n');
