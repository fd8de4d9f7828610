import type { AdministerDeps } from '../flows/administer/deps.ts';
import type { PasswordHasher } from '../ports/secrets.ts';
import type { Terminal } from './terminal.ts';

/** The installation, opened on its database: beside a running server or without one. */
export interface Installation extends AdministerDeps {
  readonly hasher: PasswordHasher;
  close(): Promise<void>;
}

/** What the commands are made with; put together in compose. */
export interface CliParts {
  readonly terminal: Terminal;
  /** Until a signal comes. */
  serve(): Promise<void>;
  /** Lines on what is wrong with the environment. */
  configurationFaults(): readonly string[];
  /** @throws where there is none, unless it may be made. */
  open(where: 'there' | 'there or made'): Promise<Installation>;
}

/** Opens the installation for one command, and closes it after. */
export const withInstallation = async <T>(
  parts: CliParts,
  work: (installation: Installation) => Promise<T>,
  where: 'there' | 'there or made' = 'there',
): Promise<T> => {
  const installation = await parts.open(where);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
};

/** `--json` prints exactly that, everything else `line`. */
export const answer = (
  { terminal }: CliParts,
  { json = false }: { readonly json?: boolean },
  data: object,
  line: string,
): void => terminal.print(json ? JSON.stringify(data) : line);

export const jsonOption = ['--json', 'print JSON and nothing else'] as const;
