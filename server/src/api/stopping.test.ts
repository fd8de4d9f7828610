import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serverForTests } from './server.fixture.ts';

test('a server that is stopped answers what has begun, then takes no more', async () => {
  const { app, reached } = await serverForTests({
    handlers: {
      'GET /info': async () => {
        await sleep(200);
        return { organisation: 'Example', helpDesk: '', setupNeeded: false };
      },
    },
  });
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/v1/info`;
  const begun = fetch(url);
  while (reached.length === 0) await sleep(5);
  const stopped = app.close();
  expect(await (await begun).json()).toMatchObject({ organisation: 'Example' });
  await stopped;
  await expect(fetch(url)).rejects.toThrow();
});
