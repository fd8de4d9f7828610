import type { FastifyInstance } from 'fastify';

/** Asking costs a write: however often somebody calls, the storage is asked once in so many milliseconds. */
const askEvery = 1000;

/** `GET /healthz`: 200 while `storageAnswers` resolves, 503 when it does not. */
export const registerHealth = (app: FastifyInstance, storageAnswers: () => Promise<unknown>): void => {
  let asked: Promise<unknown> | undefined;
  const ask = (): Promise<unknown> => {
    if (asked === undefined) {
      asked = storageAnswers();
      setTimeout(() => {
        asked = undefined;
      }, askEvery).unref();
    }
    return asked;
  };

  app.get('/healthz', { config: { access: 'public' } }, async (request, reply) => {
    try {
      await ask();
      return { status: 'ok' };
    } catch (error) {
      request.log.error({ err: error }, 'storage does not answer');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
};
