import type { Repositories } from '../ports/repositories.ts';
import type { Sealer } from '../ports/secrets.ts';
import type { Transactions } from '../ports/transactions.ts';

export interface KeyDeps {
  readonly sealer: Sealer;
  readonly read: Pick<Repositories, 'keyCheck'>;
  readonly transact: Transactions<Pick<Repositories, 'keyCheck'>>;
}

const context = 'key-check';

/**
 * Makes sure, before anything else, that the key file is the one this database was made with: with another one nobody's
 * codes could be checked, and what is sealed from then on would be lost once the right one is back.
 * @throws Error saying how to mend it
 */
export const checkKeys = async ({ sealer, read, transact }: KeyDeps): Promise<void> => {
  if ((await read.keyCheck.read()) === undefined)
    await transact(({ keyCheck }) => keyCheck.write(sealer.seal('the right key', context)));
  // Read after it was written: of two servers that start on an empty database, one was first.
  const sealed = await read.keyCheck.read();
  try {
    sealer.open(sealed ?? '', context);
  } catch (error) {
    throw new Error(
      'The file “keys” in the data folder is not the one this database was made with. Bring that one back, from where it is kept apart, in place of this one.',
      { cause: error },
    );
  }
};
