/** Of everybody whom the factories make. */
export const password = 'correct horse battery'

export interface Reply<Body = unknown> {
  status: number
  headers: Headers
  /** Parsed where it is JSON, else the text. */
  body: Body
  text: string
}

/** A browser without a screen, or a program: it keeps cookies and speaks to one portal. */
export class Client {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  get<Body = unknown>(path: string, headers: Record<string, string> = {}): Promise<Reply<Body>> {
    return this.send('GET', path, undefined, headers)
  }

  /** JSON to the API: `path` is below /api/v1. */
  call<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Body>> {
    const json = body === undefined ? undefined : JSON.stringify(body)
    return this.send(
      method,
      `/api/v1${path}`,
      json,
      json === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
    )
  }

  /** Shows again that it is them, as whoever has signed in with the password of the factories can. */
  async prove(): Promise<void> {
    const { status, text } = await this.call('POST', '/step-up', { password })
    if (status !== 200) throw new Error(`Step-up answered ${status}: ${text}`)
  }

  /** A download: from the API to the link that it leads to, shown first that it is them where that is asked. */
  async download(path: string, headers: Record<string, string> = {}): Promise<Reply<string>> {
    const ask = () => this.call<string>('GET', path, undefined, headers)
    let reply = await ask()
    if (reply.text.includes('request.stepUpNeeded')) {
      await this.prove()
      reply = await ask()
    }
    const link = reply.headers.get('location')
    return reply.status === 303 && link ? this.get(link, headers) : reply
  }

  /** A form, as a browser posts it; as pairs where a name stands more than once. */
  form(
    path: string,
    fields: Record<string, string> | string[][],
    headers: Record<string, string> = {},
  ): Promise<Reply<string>> {
    return this.send('POST', path, new URLSearchParams(fields).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'text/html',
      Origin: this.#origin,
      ...headers,
    })
  }

  async send<Body>(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<Reply<Body>> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.#origin + path, {
      method,
      body,
      redirect: 'manual',
      headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers },
    })
    for (const header of response.headers.getSetCookie()) this.#keep(header)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : text) as Body,
    }
  }

  #keep(header: string): void {
    const [pair = ''] = header.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals)
    const value = pair.slice(equals + 1)
    if (value === '' || /Expires=Thu, 01 Jan 1970/.test(header)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
