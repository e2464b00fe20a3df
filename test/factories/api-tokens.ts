import { Client, type Reply } from '../support/client.ts'
import type { Portal } from '../support/portal.ts'
import type { MadePerson } from './people.ts'

export interface TokenOptions {
  unitId: string
  scopes: string[]
  name?: string
  days?: number
}

export interface MadeApiToken {
  id: string
  token: string
  /** A program that brings it with each request. */
  program: Program
}

/** Speaks to the API with a token, and keeps no cookie. */
export class Program {
  readonly #client: Client
  readonly #headers: Record<string, string>

  constructor(url: string, token: string, scheme = 'Bearer') {
    this.#client = new Client(url)
    this.#headers = { Authorization: `${scheme} ${token}` }
  }

  call<Body = { code?: string }>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Body>> {
    return this.#client.call(method, path, body, { ...this.#headers, ...headers })
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#client.cookies
  }
}

export async function makeApiToken(
  portal: Portal,
  owner: MadePerson,
  { unitId, scopes, name = 'A program', days = 30 }: TokenOptions,
): Promise<MadeApiToken> {
  const reply = await owner.client.call<{ id: string; token: string }>('POST', '/account/tokens', {
    name,
    unitId,
    scopes,
    days,
  })
  if (reply.status !== 201) throw new Error(`Making a token answered ${reply.status}: ${reply.text}`)
  return { ...reply.body, program: new Program(portal.url, reply.body.token) }
}
