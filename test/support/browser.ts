import { execFileSync } from 'node:child_process';
import axe from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { totpCode } from './oathtool.ts';
import { type Installation, install, type RunningServer } from './server.ts';

/** A server, and browsers that look at it, all under one clock. */
export interface House {
  readonly installation: Installation;
  readonly server: RunningServer;
  /**
   * A page in a browser of its own: no cookies, English, 1280 × 900 px, light.
   * axe-core is there as `window.axe`.
   */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  now(): Date;
  /** Sets the clock of the server and of all pages. */
  moveTo(time: Date): Promise<void>;
  /** Lets time pass until authenticator apps show the next code. */
  nextCode(): Promise<void>;
  /** The code an authenticator app shows now. */
  code(secret: string): Promise<string>;
  /**
   * What no page may do: log an error or a violation of the content security policy, throw, ask another origin.
   * Calls that the API refuses, which browsers log as well, are not among them.
   */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium, with a profile folder of its own that goes with it. */
const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
    args: switches,
  });

export const openHouse = async (start: Date): Promise<House> => {
  const installation = await install({ clock: start });
  const [server, browser] = await Promise.all([installation.start(), launchBrowser()]);
  const contexts = new Set<BrowserContext>();
  const faults: string[] = [];
  let now = start;

  const moveTo = async (time: Date): Promise<void> => {
    now = time;
    await installation.setClock(time);
    await Promise.all([...contexts].map((context) => context.clock.setFixedTime(time)));
  };
  return {
    installation,
    server,
    faults,
    async newPage(options = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: 'en-GB',
        viewport: { width: 1280, height: 900 },
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(20_000);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await context.addInitScript({ content: axe.source });
      await context.clock.setFixedTime(now);
      contexts.add(context);
      context.once('close', () => contexts.delete(context));
      watch(context, options.baseURL ?? server.url, faults);
      return context.newPage();
    },
    now: () => now,
    moveTo,
    nextCode: () => moveTo(new Date(now.getTime() + 30_000)),
    code: (secret) => totpCode(secret, now),
    async close() {
      await browser.close();
      await installation.remove();
    },
  };
};

const watch = (context: BrowserContext, origin: string, faults: string[]): void => {
  context.on('console', (message) => {
    const { url } = message.location();
    const refusal = url.startsWith(`${origin}/api/`) && /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !refusal) faults.push(`${url}: ${message.text()}`);
  });
  context.on('weberror', (error) => faults.push(`${error.page()?.url()}: ${error.error().stack}`));
  context.on('request', (request) => {
    const own = request.url().startsWith(`${origin}/`) || /^(data|blob):/.test(request.url());
    if (!own) faults.push(`asked for ${request.url()}`);
  });
};
