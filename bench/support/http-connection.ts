import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly cookies: ReadonlyMap<string, string>;
  readonly body: string;
}

const endOfHead = '\r\n\r\n';

/**
 * One keep-alive connection that sends one request at a time. It understands just what the server sends (HTTP/1.1 with a
 * length), for it shares the processor with what is measured: fetch costs several times as much.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.on('data', (part: Buffer) => this.#receive(part));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(origin: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new HttpConnection(socket, host);
  }

  request(
    call: `${'GET' | 'POST'} ${string}`,
    {
      headers = {},
      body,
    }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
  ): Promise<HttpAnswer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const lines = [
      `${call} HTTP/1.1`,
      `host: ${this.#host}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(body === undefined
        ? []
        : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
    ];
    // Servers close connections that were idle for long: nobody would ever answer.
    if (this.#socket.destroyed) return Promise.reject(new Error('the connection was closed meanwhile'));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(lines.join('\r\n') + endOfHead + text);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #receive(part: Buffer): void {
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
    const headLength = this.#received.indexOf(endOfHead);
    if (headLength < 0) return;
    const head = this.#received.toString('latin1', 0, headLength);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const start = headLength + endOfHead.length;
    if (this.#received.length < start + length) return;
    const body = this.#received.toString('utf8', start, start + length);
    this.#received = this.#received.subarray(start + length);
    const cookies = new Map(
      [...head.matchAll(/\r\nset-cookie: ([^=]+)=([^;\r]*)/gi)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), cookies, body });
  }
}

/** Opens `width` connections for `work`, and closes them after it. */
export const withConnections = async <T>(
  origin: string,
  width: number,
  work: (connections: readonly HttpConnection[]) => Promise<T>,
): Promise<T> => {
  const connections = await Promise.all(Array.from({ length: width }, () => HttpConnection.open(origin)));
  try {
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
};
