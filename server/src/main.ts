import { runCli } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';
import { type Config, ConfigurationFaults, loadConfig } from './config/load.ts';

/** Requests still running this long after a signal are cut off. */
const patience = 10_000;

// `compose.ts` is loaded only where it is needed: a faulty environment, or --help, is answered without waiting for it.

const serveUntilSignal = async (): Promise<void> => {
  const config = readConfig();
  const { serve } = await import('./compose.ts');
  const { log, setupLink, stop } = await serve(config);
  for (const name of config.unknown) log.warn(`${name} is set, but means nothing here: is it mistyped?`);
  const link =
    setupLink === undefined
      ? ''
      : `\nCreate the first owner here (once, within 24 hours):\n\n  ${setupLink}\n\n`;
  process.stdout.write(`Sallyport is ready at ${config.origin}\n${link}`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  process.stdout.write('Sallyport is stopping: what has begun is still answered.\n');
  setTimeout(() => process.exit(1), patience).unref();
  await stop();
};

const readConfig = (): Config => {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigurationFaults)) throw error;
    for (const line of error.lines) processTerminal.say(`sallyport: ${line}`);
    process.exit(2);
  }
};

const configurationFaults = (): readonly string[] => {
  try {
    loadConfig();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.lines;
    throw error;
  }
};

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal,
  serve: serveUntilSignal,
  configurationFaults,
  async open(where) {
    const config = readConfig();
    const { composeParts, isThere } = await import('./compose.ts');
    if (where === 'there' && !isThere(config)) {
      throw new Error(
        `There is no database in ${config.dataFolder}. Run this with the same SALLYPORT_* environment as the server, or start the server first.`,
      );
    }
    return composeParts(config);
  },
});
