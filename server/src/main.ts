import { type Config, ConfigurationFaults, loadConfig } from './config/load.ts';

/** Requests still running this long after a signal are cut off. */
const patience = 10_000;

const serveUntilSignal = async (config: Config): Promise<void> => {
  // Loaded only now: a faulty environment is reported without waiting for everything else.
  const { serve } = await import('./compose.ts');
  const { log, setupLink, stop } = await serve(config);
  for (const name of config.unknown) log.warn(`${name} is set, but means nothing here: is it mistyped?`);
  process.stdout.write(`Sallyport is ready at ${config.origin}\n`);
  if (setupLink !== undefined) {
    process.stdout.write(`\nCreate the first owner here (once, within 24 hours):\n\n  ${setupLink}\n\n`);
  }
  const end = () => {
    setTimeout(() => process.exit(1), patience).unref();
    stop().catch((error: unknown) => {
      log.error({ err: error }, 'did not stop cleanly');
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
};

const readConfig = (): Config => {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigurationFaults)) throw error;
    for (const line of error.lines) process.stderr.write(`sallyport: ${line}\n`);
    process.exit(2);
  }
};

await serveUntilSignal(readConfig()).catch((error: unknown) => {
  process.stderr.write(`sallyport: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
