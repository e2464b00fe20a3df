import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider'

export interface ProviderAccount {
  email?: string
  email_verified?: boolean
  given_name?: string
  family_name?: string
  groups?: string[]
}

export interface RunningProvider {
  issuer: string
  /** By what the provider calls them. */
  accounts: Map<string, ProviderAccount>
  /** How many connections were made to it. */
  connections(): number
  close(): Promise<void>
}

export const client = { id: 'guildhall', secret: 'a secret between the two of them' }

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** What the provider keeps, for as long as it runs; with one of its own it warns that nobody shall use that. */
function keptInMemory(): (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>()
  return (model) => {
    const find = async (id: string) => kept.get(`${model}:${id}`)
    const first = async (fits: (payload: AdapterPayload) => boolean) => [...kept.values()].find(fits)
    return {
      find,
      upsert: async (id, payload) => void kept.set(`${model}:${id}`, payload),
      destroy: async (id) => void kept.delete(`${model}:${id}`),
      consume: async (id) => void Object.assign((await find(id)) ?? {}, { consumed: true }),
      findByUid: (uid) => first((payload) => payload.uid === uid),
      findByUserCode: (userCode) => first((payload) => payload.userCode === userCode),
      async revokeByGrantId(grantId) {
        for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key)
      },
    }
  }
}

/** A real provider, whose page to sign in has a button for each of its accounts. */
export async function startProvider(allowed: (redirectUri: string) => boolean): Promise<RunningProvider> {
  const accounts = new Map<string, ProviderAccount>()
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => handle(request, response))
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  const issuer = await listen(server)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    adapter: keptInMemory(),
    jwks: {
      keys: [{ ...(privateKey.export({ format: 'jwk' }) as { kty: string }), kid: 'one', use: 'sig' }],
    },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: ['https://unused.example.org/'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name', 'groups'],
    },
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...accounts.get(id) }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['for tests'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  })
  // Each association has an address of its own to come back to, which is known only once the provider is added.
  provider.Client.prototype.redirectUriAllowed = allowed
  const callback = provider.callback()
  handle = (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    const [, uid, confirms] = /^\/interaction\/([\w-]+)(\/confirm)?$/.exec(url.pathname) ?? []
    if (!uid) return void callback(request, response)
    if (!confirms) {
      const links = [...accounts.keys()].map(
        (id) => `<p><a href="/interaction/${uid}/confirm?account=${encodeURIComponent(id)}">${id}</a></p>`,
      )
      response.setHeader('Content-Type', 'text/html')
      return void response.end(
        `<!doctype html><html lang="en"><title>Provider</title><main>${links.join('')}</main>`,
      )
    }
    void (async () => {
      const details = await provider.interactionDetails(request, response)
      const accountId = url.searchParams.get('account') ?? details.session?.accountId ?? ''
      const grant = new provider.Grant({ accountId, clientId: client.id })
      grant.addOIDCScope('openid email profile')
      const grantId = await grant.save()
      await provider.interactionFinished(
        request,
        response,
        { login: { accountId }, consent: { grantId } },
        { mergeWithLastSubmission: false },
      )
    })()
  }
  return { issuer, accounts, connections: () => connections, close: () => close(server) }
}

type Claims = Record<string, unknown>

export interface RogueProvider extends Pick<RunningProvider, 'issuer' | 'close'> {
  /** What the next id_token says; `null` takes a claim away. */
  says(claims: Claims, header?: Claims): void
  /** Signs with another key than the one that it publishes. */
  signWith(key: KeyObject): void
  /** A code that it will take, for a nonce and a challenge of PKCE. */
  codeFor(authorizationUrl: string): { code: string; state: string; iss: string }
}

/** A provider that says whatever it is told to. */
export async function startRogue(): Promise<RogueProvider> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let claims: Claims = {}
  let header: Claims = {}
  let key = pair.privateKey
  const codes = new Map<string, { nonce: string; challenge: string }>()
  const server = createServer((request, response) => {
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (request.url === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: true,
      })
    if (request.url === '/jwks')
      return json({
        keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      })
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      // It takes the secret in the header only.
      const basic = `Basic ${Buffer.from([client.id, client.secret].map(encodeURIComponent).join(':').replaceAll('%20', '+')).toString('base64')}`
      if (request.headers.authorization !== basic) return json({ error: 'invalid_client' }, 401)
      const form = new URLSearchParams(text)
      const known = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const verifier = form.get('code_verifier') ?? ''
      const isRight = createHash('sha256').update(verifier).digest('base64url') === known?.challenge
      if (!known || !isRight) return json({ error: 'invalid_grant' }, 400)
      json({ access_token: 'access', token_type: 'bearer', id_token: token(known.nonce) })
    })
  })
  const issuer = await listen(server)

  function token(nonce: string): string {
    const now = Math.floor(Date.now() / 1000)
    const part = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const said = { iss: issuer, aud: client.id, sub: 'rogue', nonce, iat: now, exp: now + 300, ...claims }
    const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
    const signed = `${part({ alg: 'RS256', kid: 'one', ...header })}.${part(kept)}`
    if (header.alg === 'none') return `${signed}.`
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
  }

  return {
    issuer,
    close: () => close(server),
    says(said, head = {}) {
      claims = said
      header = head
      key = pair.privateKey
    },
    signWith(other) {
      key = other
    },
    codeFor(authorizationUrl) {
      const { searchParams } = new URL(authorizationUrl)
      const code = randomUUID()
      codes.set(code, {
        nonce: searchParams.get('nonce') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
      })
      return { code, state: searchParams.get('state') ?? '', iss: issuer }
    },
  }
}
