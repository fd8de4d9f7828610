import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const bin = new URL('../../server/bin/sallyport.js', import.meta.url).pathname;
const run = promisify(execFile);

/** A data folder, a clock and a port that one or more real server processes share. */
export interface Installation {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly origin: string;
  /** Sets the servers' clock. */
  setClock(time: Date): Promise<void>;
  /** Starts a server process and waits until it is healthy. */
  start(options?: { readonly port?: number; readonly command?: readonly string[] }): Promise<RunningServer>;
  /** Runs a command of the CLI; rejects when it exits other than 0. */
  cli(
    args: readonly string[],
    input?: string,
    environment?: NodeJS.ProcessEnv,
  ): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

export interface RunningServer {
  /** Where this process listens. */
  readonly url: string;
  /** The public origin, the same for all processes. */
  readonly origin: string;
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface InstallationOptions {
  readonly clock?: Date;
  readonly databaseUrl?: string;
}

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

export const install = async ({ clock, databaseUrl }: InstallationOptions = {}): Promise<Installation> => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-test-'));
  const clockFile = join(folder, 'clock');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    SALLYPORT_DATA: join(folder, 'data'),
    SALLYPORT_PORT: String(port),
    SALLYPORT_URL: origin,
    ...(databaseUrl !== undefined && { SALLYPORT_DATABASE_URL: databaseUrl }),
    ...(clock !== undefined && { NODE_ENV: 'test', SALLYPORT_TEST_CLOCK: clockFile }),
  };
  const setClock = (time: Date): Promise<void> => writeFile(clockFile, time.toISOString());
  if (clock !== undefined) await setClock(clock);
  const running = new Set<RunningServer>();
  return {
    folder,
    environment,
    origin,
    setClock,
    async start({ port: other = port, command = [process.execPath, bin, 'serve'] } = {}) {
      const server = await startServer(command, { ...environment, SALLYPORT_PORT: String(other) }, other);
      running.add(server);
      return server;
    },
    async cli(args, input, env = environment) {
      const child = run(process.execPath, [bin, ...args], { env, maxBuffer: 64 * 1024 * 1024 });
      child.child.stdin?.end(input ?? '');
      return child;
    },
    async remove() {
      await Promise.all([...running].map((server) => server.stop('SIGKILL')));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const startServer = async (
  [file = process.execPath, ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  port: number,
): Promise<RunningServer> => {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const server: RunningServer = {
    url: `http://localhost:${port}`,
    origin: env.SALLYPORT_URL ?? '',
    process: child,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
    },
  };
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${printed}`);
    const healthy = await fetch(`${server.url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    // The ready line comes with the first answer; the setup link, if there is one, right behind it.
    if (healthy && printed.includes('Sallyport is ready')) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await server.stop('SIGKILL');
  throw new Error(`the server did not become healthy: ${printed}`);
};
