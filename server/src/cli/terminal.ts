import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';

/** Where the commands speak and are spoken to. */
export interface Terminal {
  /** A person sits there and can be asked. */
  readonly interactive: boolean;
  /** What was asked for: standard output, one line. */
  print(line: string): void;
  /** All else: standard error, one line. */
  say(line: string): void;
  /** A line that the next one takes the place of; null takes it away. Only where `interactive`. */
  showProgress(line: string | null): void;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** Only where `interactive`. */
  confirm(question: string): Promise<boolean>;
}

export const processTerminal: Terminal = {
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  print: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  showProgress: (line) => void process.stderr.write(`\r\x1b[K${line ?? ''}`),
  readInput: () => text(process.stdin),
  async confirm(question) {
    const prompt = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
    } finally {
      prompt.close();
    }
  },
};
