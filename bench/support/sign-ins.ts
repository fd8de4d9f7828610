import type { HttpAnswer, HttpConnection } from './http-connection.ts';
import { atATime } from './load.ts';
import { type Person, password } from './person.ts';

/** Signs all people in, with password and code, as many at a time as there are connections; milliseconds in all. */
export const signInAll = (
  connections: readonly HttpConnection[],
  people: readonly Person[],
): Promise<number> =>
  atATime(connections.length, people, async (person, lane) => {
    const connection = connections[lane];
    if (connection !== undefined) await signIn(connection, person);
  });

/** One of them, from user name to session. */
export const signIn = async (connection: HttpConnection, person: Person): Promise<void> => {
  const credentials = { username: person.username, password };
  const begun = await connection.request('POST /api/v1/sign-ins', { body: credentials });
  expectState(begun, 'challenge');
  const proof = { method: 'totp', code: person.nextCode(Date.now()) };
  const headers = { cookie: [...begun.cookies].map((pair) => pair.join('=')).join('; ') };
  const done = await connection.request('POST /api/v1/sign-ins/current/proofs', { headers, body: proof });
  expectState(done, 'complete');
};

const expectState = ({ status, body }: HttpAnswer, state: string): void => {
  if (!body.includes(`"state":"${state}"`)) throw new Error(`not ${state}, but ${status}: ${body}`);
};
