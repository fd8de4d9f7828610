import type { AnswerOf, ApiCall, BodyOf } from '@sallyport/contract/api.ts';
import type { Problem } from '@sallyport/contract/problems.ts';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** The answer's body as its contract says; only meaningful for a 2xx. */
  readonly body: T;
  /** The same body, read as a problem; only meaningful for a 4xx or 5xx. */
  readonly problem: Problem;
}

interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to a server as a browser would: keeps its cookies, sends its origin. Or with an API token. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  readonly #token: string | undefined;
  readonly #origin: string;

  constructor(url: string, options: { readonly token?: string; readonly origin?: string } = {}) {
    this.#url = url;
    this.#token = options.token;
    this.#origin = options.origin ?? url;
  }

  async call<C extends ApiCall>(
    call: C,
    body?: BodyOf<C>,
    options: CallOptions = {},
  ): Promise<Answer<AnswerOf<C>>> {
    const [method = 'GET', pattern = ''] = call.split(' ');
    const path = pattern.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(options.params?.[name] ?? ''),
    );
    const query = new URLSearchParams(
      Object.entries(options.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const search = query.size > 0 ? `?${query.toString()}` : '';
    return this.raw<AnswerOf<C>>(method, `/api/v1${path}${search}`, body, options.headers);
  }

  /** Like `call`, but throws unless the answer is a 2xx. */
  async must<C extends ApiCall>(call: C, body?: BodyOf<C>, options: CallOptions = {}): Promise<AnswerOf<C>> {
    const answer = await this.call(call, body, options);
    if (answer.status >= 300) throw new Error(`${call}: ${answer.status} ${JSON.stringify(answer.problem)}`);
    return answer.body;
  }

  async raw<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.#token === undefined
          ? { origin: this.#origin }
          : { authorization: `Bearer ${this.#token}` }),
        ...(this.cookies.size > 0 && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const text = await response.text();
    const parsed: unknown = /\bjson\b/.test(response.headers.get('content-type') ?? '')
      ? JSON.parse(text)
      : text;
    return {
      status: response.status,
      headers: response.headers,
      body: parsed as T,
      problem: parsed as Problem,
    };
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const gone = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
    if (gone || value === '') this.cookies.delete(name.trim());
    else this.cookies.set(name.trim(), value);
  }
}
