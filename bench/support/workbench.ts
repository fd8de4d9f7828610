import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Installation, install } from '../../test/support/server.ts';
import { withoutIndexes } from './bulk-load.ts';
import { openParts } from './parts.ts';
import { type Population, populate } from './population.ts';

export interface Organisation extends Installation, Population {}

/** What the benchmarks of one run share. All of it is stopped and removed when the run ends, however it ends. */
export class Workbench implements AsyncDisposable {
  readonly #cleanUp = new AsyncDisposableStack();
  readonly #shared = new Map<number, Promise<Organisation>>();

  /** Progress and remarks; the figures alone go to stdout. */
  note(text: string): void {
    process.stderr.write(`  ${text}\n`);
  }

  /** A data folder on SQLite with that many users, made once a run. No server runs on it yet. */
  organisation(users: number): Promise<Organisation> {
    const known = this.#shared.get(users);
    if (known !== undefined) return known;
    const made = this.#organisation(users);
    this.#shared.set(users, made);
    return made;
  }

  /** The same organisation on a copy of its data, to be changed at will. No server may run on it meanwhile. */
  async copyOf({ environment, people, token }: Organisation): Promise<Organisation> {
    const installation = await this.installation();
    const [from = '', to = ''] = [environment.SALLYPORT_DATA, installation.environment.SALLYPORT_DATA];
    await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return { ...installation, people, token };
  }

  /** A data folder with nothing in it, or that of an empty database. */
  async installation(databaseUrl?: string): Promise<Installation> {
    const installation = await install(databaseUrl === undefined ? {} : { databaseUrl });
    this.defer(() => installation.remove());
    return installation;
  }

  /** Called when the run ends, the last one first. */
  defer(work: () => Promise<unknown>): void {
    this.#cleanUp.defer(async () => void (await work()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#cleanUp.disposeAsync();
  }

  async #organisation(users: number): Promise<Organisation> {
    const installation = await this.installation();
    await using parts = await openParts(installation.environment);
    const fill = () => populate(parts, users, (text) => this.note(text));
    return { ...installation, ...(await withoutIndexes(join(installation.folder, 'data'), fill)) };
  }
}
