import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { type Benchmark, figure } from '../support/figure.ts';
import { median } from '../support/statistics.ts';

const executable = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const slowdown = 4;
const visits = 7;

/**
 * What the sign-in page weighs and how soon it can be typed into, in Chromium, on a first visit with nothing cached:
 * milliseconds from the navigation until the field for the user name has the focus.
 */
export const signInPage: Benchmark = {
  figures: ['sign-in-page-script', 'sign-in-page-usable'],
  async run(workbench) {
    if (executable === undefined) {
      workbench.note(
        'Chromium is not installed on this machine: left out (Debian: apt-get install chromium)',
      );
      return [];
    }
    const organisation = await workbench.organisation(1_000);
    const server = await organisation.start();
    const browser = await chromium.launch({ executablePath: executable, args });
    workbench.defer(() => browser.close());
    const seen: Visit[] = [];
    for (let visited = 0; visited < visits; visited++)
      seen.push(await visit(browser, `${server.url}/sign-in`));
    await browser.close();
    await server.stop();
    return [
      figure({
        name: 'sign-in-page-script',
        value: median(seen.map(({ script }) => script)) / 1000,
        unit: 'kB',
        goal: { is: 'at most', bound: 120 },
      }),
      figure({
        name: 'sign-in-page-usable',
        value: median(seen.map(({ usable }) => usable)) / 1000,
        unit: 's',
        goal: { is: 'at most', bound: 1 },
      }),
    ];
  },
};

interface Visit {
  /** Bytes, compressed. */
  readonly script: number;
  /** Milliseconds. */
  readonly usable: number;
}

const visit = async (browser: Browser, url: string): Promise<Visit> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('input[autocomplete~=username]:focus').waitFor();
  const usable = performance.now() - started;
  await page.waitForLoadState('networkidle');
  const script = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
  await context.close();
  return { script, usable };
};
