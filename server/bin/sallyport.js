#!/usr/bin/env node
// The program as npx starts it, with whatever Node is there. The server needs Node 24, which package.json
// brings along: an older one only hands over to that.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const isNew = Number.parseInt(process.versions.node, 10) >= 24;

if (isNew) {
  // In our own folder: in the system's temporary one, others could put code in our way.
  module.enableCompileCache(path('../../node_modules/.cache/node'));
  await import('../src/main.ts');
} else {
  const platform = `${process.platform}-${process.arch}`;
  const nodes = [`node-${platform}`, `node-bin-${platform}`].map((name) =>
    path(`../../node_modules/${name}/bin/node`),
  );
  const node = nodes.find(existsSync);
  if (node) handOver(node);
  else {
    console.error(`sallyport needs Node 24 or newer; this is ${process.version} (${process.execPath}).`);
    console.error(
      `Run "npm ci --ignore-scripts" in ${path('../..')} to get it, or install it on this machine.`,
    );
    process.exitCode = 1;
  }
}

function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGUSR2'];
  // Ctrl-C reaches the child by itself: the terminal sends it to both.
  for (const signal of signals) {
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`sallyport: ${node} does not start: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
