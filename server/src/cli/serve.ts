import type { Command } from 'commander';
import type { CliParts } from './parts.ts';

export const addServe = (sallyport: Command, parts: CliParts): Command =>
  sallyport
    .command('serve', { isDefault: true })
    .description('run the server until it is told to stop; what runs without a command')
    .action(() => parts.serve());
