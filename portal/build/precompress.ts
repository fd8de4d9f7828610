import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const level = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Writes each text file as `.br` and `.gz` too: the server hands these out and never compresses itself. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const texts = Object.values(bundle).filter(({ fileName }) => /\.(js|css|html|svg)$/.test(fileName));
      await Promise.all(
        texts.flatMap((part) => {
          const file = join(dir, part.fileName);
          const content = Buffer.from(part.type === 'chunk' ? part.code : part.source);
          return [
            brotli(content, level).then((data) => writeFile(`${file}.br`, data)),
            zip(content, { level: 9 }).then((data) => writeFile(`${file}.gz`, data)),
          ];
        }),
      );
    },
  };
}
