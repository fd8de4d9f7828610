import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { totpCode } from './support/oathtool.ts';
import { activePerson, administrator, enrollTotp, startSignIn } from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

let installation: Installation;
afterEach(() => installation.remove());

const start = new Date('2026-03-02T09:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

const enrolledPerson = async (server: RunningServer, admin: Client, username: string) => {
  const person = await activePerson(admin, server, username);
  const user = { params: { id: person.user.id } };
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, user);
  return { person, ...(await enrollTotp(await startSignIn(server, person), start)) };
};

test('an accepted code was synced to disk before its answer left', async () => {
  installation = await install({ clock: start });
  const trace = join(installation.folder, 'trace');
  const calls = 'pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg';
  const bin = new URL('../server/bin/sallyport.js', import.meta.url).pathname;
  const server = await installation.start({
    command: [
      'strace',
      '-f',
      '-y',
      '-s',
      '40',
      '-e',
      `trace=${calls}`,
      '-o',
      trace,
      process.execPath,
      bin,
      'serve',
    ],
  });
  const admin = await administrator(installation, server);
  const { person, secret } = await enrolledPerson(server, admin, 'rachel');
  await installation.setClock(after(60));
  const browser = await startSignIn(server, person);
  const before = (await readFile(trace, 'utf8')).length;
  const code = await totpCode(secret, after(60));
  expect((await browser.call('POST /sign-ins/current/proofs', { method: 'totp', code })).status).toBe(201);

  const lines = (await readFile(trace, 'utf8')).slice(before).split('\n');
  const answered = lines.findIndex((line) => /(write|writev|sendto|sendmsg)\(.*HTTP\/1\.1 201/.test(line));
  const written = lines.slice(0, answered).findLastIndex((line) => /pwrite64\(.*-wal>/.test(line));
  const synced = lines.slice(0, answered).findLastIndex((line) => /f(data)?sync\(.*-wal>/.test(line));
  expect(written, 'nothing was written before the answer').toBeGreaterThan(-1);
  expect(synced, 'the last write before the answer was not synced').toBeGreaterThan(written);
});

test('kill -9 amid sign-ins: nothing acknowledged is forgotten, no code works twice, the next start works', async () => {
  installation = await install({ clock: start });
  let server = await installation.start();
  const admin = await administrator(installation, server);
  const people = [];
  for (let index = 0; index < 6; index += 1)
    people.push(await enrolledPerson(server, admin, `person-${index}`));

  for (let round = 1; round <= 4; round += 1) {
    await installation.setClock(after(round * 60));
    const tries = await Promise.all(
      people.map(async ({ person, secret }) => ({
        browser: await startSignIn(server, person),
        person,
        code: await totpCode(secret, after(round * 60)),
      })),
    );
    const running = server;
    const answers = tries.map(({ browser, code }) =>
      browser.call('POST /sign-ins/current/proofs', { method: 'totp', code }).then(
        ({ status, body }) => status === 201 && body.state === 'complete',
        () => false,
      ),
    );
    setTimeout(() => running.process.kill('SIGKILL'), round * 4);
    const acknowledged = await Promise.all(answers);
    await running.stop('SIGKILL');
    server = await installation.start();
    for (const [index, { browser, person, code }] of tries.entries()) {
      if (!acknowledged[index]) continue;
      expect((await browser.call('GET /session')).status, 'an acknowledged session is gone').toBe(200);
      const again = await startSignIn(server, person);
      const answer = await again.call('POST /sign-ins/current/proofs', { method: 'totp', code });
      expect(answer.problem.code, 'an acknowledged code worked twice').toBe('used-code');
    }
  }
  expect((await new Client(server.url, server).raw('GET', '/healthz')).status).toBe(200);
});
