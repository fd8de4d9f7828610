import { composeParts } from '../../server/src/compose.ts';
import { loadConfig } from '../../server/src/config/load.ts';

/** What the server is made of. */
export type Parts = Awaited<ReturnType<typeof composeParts>>;

/** In this process, on the data folder or database that the environment names. */
export const openParts = async (environment: NodeJS.ProcessEnv): Promise<Parts & AsyncDisposable> => {
  const parts = await composeParts(loadConfig(environment));
  return { ...parts, [Symbol.asyncDispose]: parts.close };
};
