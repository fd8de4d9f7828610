import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const name = 'color-scheme.js';

/**
 * Puts `file` into every page as a small classic script in the head: it runs before the first paint, so
 * that nobody who prefers dark sees a white flash, and is a file of its own, as the CSP asks.
 */
export function colorSchemeScript(file: string): Plugin {
  return {
    name: 'color-scheme-script',
    apply: 'build',
    async buildStart() {
      this.emitFile({ type: 'asset', name, source: await readFile(file, 'utf8') });
    },
    transformIndexHtml(_html, { bundle }) {
      const emitted = Object.values(bundle ?? {}).find(
        (part) => part.type === 'asset' && part.names.includes(name),
      );
      if (emitted === undefined) throw new Error(`${name} was not emitted`);
      return [{ tag: 'script', attrs: { src: `/${emitted.fileName}` }, injectTo: 'head-prepend' }];
    },
  };
}
