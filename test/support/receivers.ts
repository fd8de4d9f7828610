/** Real receivers of the audit stream on this host, that fail now and then as real ones do. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createServer as createTlsServer } from 'node:tls';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Self-signed, for `localhost`. */
export const selfSigned = (): Certificate => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-cert-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...request, '-days', '2', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
};

export interface SyslogReceiver {
  readonly port: number;
  /** Messages without their frames, in the order they came. */
  readonly messages: readonly string[];
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

/**
 * Hangs up at once, or after the first message, when `failsAt` says so of the connection's number, from 1 on. What it has
 * taken off the connection by then, it has to keep: syslog knows no other yes.
 */
export const openSyslog = async (
  certificate: Certificate,
  failsAt: (connection: number) => 'at once' | 'amid' | undefined,
): Promise<SyslogReceiver> => {
  const messages: string[] = [];
  const faults: string[] = [];
  let connections = 0;
  const server = createTlsServer(certificate, (socket: Socket) => {
    connections += 1;
    const failing = failsAt(connections);
    socket.on('error', () => undefined);
    if (failing === 'at once') {
      socket.destroy();
      return;
    }
    let rest = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      for (;;) {
        const [, digits] = /^(\d{1,9}) /.exec(rest.subarray(0, 12).toString('latin1')) ?? [];
        if (digits === undefined) break;
        const begin = digits.length + 1;
        const end = begin + Number(digits);
        if (rest.length < end) break;
        messages.push(rest.subarray(begin, end).toString());
        rest = rest.subarray(end);
        if (failing === 'amid') {
          // With much of it unread, which resets the connection.
          socket.destroy();
          return;
        }
      }
    });
    socket.on('end', () => {
      if (rest.length > 0 && failing === undefined) faults.push(`half a message: ${rest.toString()}`);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, messages, faults, stop: () => new Promise((resolve) => server.close(() => resolve())) };
};

export interface WebhookReceiver {
  readonly url: string;
  /** Of the entries taken, in the order they came. */
  readonly seqs: readonly number[];
  /** Calls whose signature was not right. */
  readonly forged: number;
  readonly calls: number;
  stop(): Promise<void>;
}

/** Checks the signature as Standard Webhooks say; answers `statusOf` the call's number, from 1 on. */
export const openWebhook = async (
  secret: string,
  statusOf: (call: number) => number | 'hang up',
): Promise<WebhookReceiver> => {
  const state = { seqs: [] as number[], forged: 0, calls: 0 };
  const server = createHttpServer((request, response) => {
    void (async () => {
      const body = await text(request);
      state.calls += 1;
      const status = statusOf(state.calls);
      if (status === 'hang up') {
        request.socket.destroy();
        return;
      }
      const { headers } = request;
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const expected = createHmac('sha256', secret).update(signed).digest('base64');
      if (headers['webhook-signature'] !== `v1,${expected}`) state.forged += 1;
      if (status < 300) {
        const { entries } = JSON.parse(body) as { entries: { seq: number }[] };
        state.seqs.push(...entries.map(({ seq }) => seq));
      }
      response.writeHead(status, status < 400 && status >= 300 ? { location: 'http://localhost:1/' } : {});
      response.end('a body that nobody is to see');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/sallyport?to=siem`,
    get seqs() {
      return state.seqs;
    },
    get forged() {
      return state.forged;
    },
    get calls() {
      return state.calls;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
