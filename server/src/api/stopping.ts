import type { FastifyInstance } from 'fastify';

/** Answers sent while the server is closing end their connection, which would else be kept open for the next request. */
export const endConnectionsOnClose = (app: FastifyInstance): void => {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
};
