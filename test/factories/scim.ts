import { Client, type Reply } from '../support/client.ts'
import type { Portal } from '../support/portal.ts'
import { makeApiToken } from './api-tokens.ts'
import type { MadePerson } from './people.ts'

// biome-ignore lint/suspicious/noExplicitAny: a resource is what a provider makes of it
export type Resource = any

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** An identity provider as the portal sees it: a program with a token. */
export class Provider {
  readonly #client: Client
  readonly #headers: Record<string, string>

  constructor(url: string, token: string) {
    this.#client = new Client(url)
    this.#headers = { Authorization: `Bearer ${token}` }
  }

  ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Resource>> {
    return this.#client.send(
      method,
      `/scim/v2${path}`,
      body === undefined ? undefined : JSON.stringify(body),
      {
        ...(body === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
        ...this.#headers,
        ...headers,
      },
    )
  }

  /** A body as it is, whatever it is. */
  raw(method: string, path: string, body: string, type = 'application/scim+json'): Promise<Reply<Resource>> {
    return this.#client.send(method, `/scim/v2${path}`, body, { 'Content-Type': type, ...this.#headers })
  }

  patch(path: string, operations: unknown[], headers: Record<string, string> = {}): Promise<Reply<Resource>> {
    return this.ask('PATCH', path, { schemas: [patchSchema], Operations: operations }, headers)
  }

  find(kind: string, filter: string, more = ''): Promise<Reply<Resource>> {
    return this.ask('GET', `/${kind}?filter=${encodeURIComponent(filter)}${more}`)
  }

  async makeUser(userName: string, more: object = {}): Promise<Resource> {
    const reply = await this.ask('POST', '/Users', { schemas: [userSchema], userName, ...more })
    if (reply.status !== 201) throw new Error(`Making a user answered ${reply.status}: ${reply.text}`)
    return reply.body
  }

  async makeGroup(displayName: string, members: string[] = []): Promise<Resource> {
    const reply = await this.ask('POST', '/Groups', {
      schemas: [groupSchema],
      displayName,
      members: members.map((value) => ({ value })),
    })
    if (reply.status !== 201) throw new Error(`Making a group answered ${reply.status}: ${reply.text}`)
    return reply.body
  }
}

export async function makeProvider(portal: Portal, maker: MadePerson, tenantId: string): Promise<Provider> {
  const { token } = await makeApiToken(portal, maker, { unitId: tenantId, scopes: ['scim.provision'] })
  return new Provider(portal.url, token)
}
