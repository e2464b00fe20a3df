import type { Endpoint } from '../../src/platform/declare/endpoint.ts'
import type { AnyOperation } from '../../src/platform/declare/operation.ts'
import type { AnyPage } from '../../src/platform/declare/page.ts'
import { AppError } from '../../src/platform/errors.ts'
import { type Actor, system } from '../../src/platform/policy/actor.ts'
import { Client } from '../support/client.ts'
import { wordless } from '../support/wordless.ts'
import type { Asking, World } from './world.ts'

type Input = Record<string, unknown>

/** The answer, as the table shows it: the status, and by which name a refusal goes where the status is not enough. */
export type Answer = string

const plain = new Set(['request.notFound', 'request.signedOut', 'request.notAllowed'])

function named(status: number, code: unknown): Answer {
  return typeof code !== 'string' || plain.has(code) ? String(status) : `${status} ${code}`
}

export async function askOverApi(
  world: World,
  declared: AnyOperation | Endpoint,
  asking: Asking,
  input: Input,
): Promise<Answer> {
  const place = declared.kind === 'endpoint' ? declared : declared.http
  if (!place) throw new Error(`${declared.name} has no place in the API.`)
  const [path, rest] = filled(place.path, input)
  const reading = place.method === 'get'
  const surface = 'surface' in place ? place.surface : undefined
  const upload = declared.kind !== 'endpoint' && declared.http?.upload
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (asking.session) headers.Cookie = `session=${asking.session}`
  let body: string | Uint8Array<ArrayBuffer> | undefined
  if (upload) {
    headers['Content-Type'] = upload.mediaTypes[0] ?? ''
    body = rest.file as Uint8Array<ArrayBuffer>
  } else if (!reading && Object.keys(rest).length > 0) {
    headers['Content-Type'] = 'application/json'
    body = JSON.stringify(surface ? rest.body : rest)
  }
  const query = reading ? `?${new URLSearchParams(rest as Record<string, string>)}` : ''
  const prefix = surface?.prefix ?? (declared.kind === 'endpoint' && declared.inPortal ? '' : '/api/v1')
  const reply = await fetch(`${world.portal.url}${prefix}${path}${query}`, {
    method: place.method.toUpperCase(),
    headers,
    body,
    redirect: 'manual',
  })
  const text = await reply.text()
  if (reply.ok && reply.headers.get('content-type')?.startsWith('application/json'))
    for (const fault of wordless(JSON.parse(text))) world.wordless.add(`${declared.name} ${fault}`)
  const isProblem = reply.headers.get('content-type')?.startsWith('application/problem+json')
  return named(reply.status, isProblem ? JSON.parse(text).code : undefined)
}

export async function openPage(world: World, page: AnyPage, asking: Asking, input: Input): Promise<Answer> {
  const [path] = filled(page.path, input)
  const client = browserOf(world, asking)
  const reply = await client.get(path, { Accept: 'text/html' })
  return shown(reply.status, reply.headers, client)
}

export async function postForm(world: World, page: AnyPage, asking: Asking, input: Input): Promise<Answer> {
  const [path, rest] = filled(page.path, input)
  if (page.submit?.command.http?.upload) {
    const form = new FormData()
    for (const [name, value] of Object.entries(rest))
      if (typeof value === 'string') form.set(name, value)
      else form.set(name, new Blob([value as Uint8Array<ArrayBuffer>], { type: 'image/png' }), 'photo.png')
    const reply = await fetch(world.portal.url + path, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { Accept: 'text/html', ...(asking.session ? { Cookie: `session=${asking.session}` } : {}) },
    })
    const flash = /^flash=([^;]*)/.exec(
      reply.headers.getSetCookie().find((each) => each.startsWith('flash=')) ?? '',
    )
    const client = browserOf(world, asking)
    if (flash?.[1]) client.setCookie('flash', flash[1])
    await reply.text()
    return shown(reply.status, reply.headers, client)
  }
  const client = browserOf(world, asking)
  const reply = await client.form(path, rest as Record<string, string>)
  return shown(reply.status, reply.headers, client)
}

function browserOf(world: World, asking: Asking): Client {
  const client = new Client(world.portal.url)
  if (asking.session) client.setCookie('session', asking.session)
  return client
}

/** Where a page leads on, and whether it says there that it did what was asked. */
function shown(status: number, headers: Headers, client: Client): Answer {
  if (status !== 303) return String(status)
  const to = (headers.get('location') ?? '').replace(/\?.*$/, '')
  const flash = client.cookies.get('flash')
  const { kind, message } = flash ? JSON.parse(Buffer.from(flash, 'base64url').toString()) : {}
  if (kind === 'error') return `303 refused: ${message}`
  // Whoever sent a form is also told that they were signed out meanwhile.
  const asksToSignIn = kind === undefined || message === 'layout.signedOutMeanwhile'
  return to === '/sign-in' && asksToSignIn ? '303 to sign-in' : '303'
}

/** Past HTTP, for what has no place there: jobs, scripts and other rooms call it so. */
export async function askInside(
  world: World,
  operation: AnyOperation,
  actor: Actor,
  input: Input,
): Promise<Answer> {
  const { runner, callerFor } = world.portal.app
  try {
    if (operation.kind === 'query') await runner.ask(operation, input, callerFor(actor))
    else await runner.call(operation, input as never, callerFor(actor))
    return 'done'
  } catch (error) {
    if (error instanceof AppError) return named(error.status, error.code)
    throw error
  }
}

export function systemOf(tenantId: string): Actor {
  return system('the permission test', tenantId)
}

/** The path with its parts filled in, and what is left of the input. */
export function filled(path: string, input: Input): [string, Input] {
  const rest = { ...input }
  const text = path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = rest[name]
    if (value === undefined) throw new Error(`The sample does not say ${name} for ${path}.`)
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return [text, rest]
}
