import type { World } from './world.ts'

export type CaseName = 'read' | 'list' | 'page' | 'sign-in' | 'sign-in-apart' | 'write'

/** One thing that is asked of both sides with the very same bytes. */
export interface Case {
  name: CaseName
  title: string
  /** The share of the floor that the portal is to reach; null where none is set. */
  target: number | null
  status: number
  next: () => Buffer
  /** Only the portal whose passwords are hashed cheaply answers it, so that what remains can be seen. */
  cheapPasswords: boolean
  /** Every answer is the same byte for byte on both sides; else only its length is. */
  comparable: boolean
}

/** In the order in which they are measured: what makes tables grow comes last. */
export const caseNames: readonly CaseName[] = ['read', 'list', 'page', 'sign-in', 'sign-in-apart', 'write']

export interface Ingredients {
  world: World
  sessionToken: string
  emails: string[]
  cheapEmails: string[]
  password: string
}

export const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

export function makeCases({
  world,
  sessionToken,
  emails,
  cheapEmails,
  password,
}: Ingredients): Record<CaseName, Case> {
  const cookie = `__Host-session=${sessionToken}`
  const get = (path: string, accept: string) =>
    requestBytes('GET', path, { Accept: accept, 'Accept-Language': 'en', Cookie: cookie })
  const unitReads = world.groupIds.slice(0, 512).map((id) => get(`/api/v1/units/${id}`, 'application/json'))
  const list = get('/api/v1/units?limit=20', 'application/json')
  const page = get('/my-units', 'text/html')

  let written = 0
  let address = 0
  const signIn = (addresses: string[]) =>
    inTurn(
      addresses.map((email) => () => {
        address += 1
        return requestBytes(
          'POST',
          '/api/v1/sign-in',
          { 'X-Forwarded-For': addressOf(address) },
          { address: email, password },
        )
      }),
    )
  const same = { status: 200, cheapPasswords: false, comparable: true }
  return {
    read: {
      ...same,
      name: 'read',
      title: 'JSON read by id',
      target: 0.6,
      next: inTurn(unitReads.map((bytes) => () => bytes)),
    },
    list: { ...same, name: 'list', title: 'JSON list of 20', target: 0.4, next: () => list },
    page: { ...same, name: 'page', title: 'Signed-in page', target: 0.25, next: () => page },
    'sign-in': {
      ...same,
      name: 'sign-in',
      title: 'Sign-in',
      target: null,
      comparable: false,
      next: signIn(emails),
    },
    'sign-in-apart': {
      ...same,
      name: 'sign-in-apart',
      title: 'Sign-in, argon2 apart',
      target: null,
      cheapPasswords: true,
      comparable: false,
      next: signIn(cheapEmails),
    },
    write: {
      ...same,
      name: 'write',
      title: 'JSON write',
      target: 0.4,
      status: 201,
      comparable: false,
      next() {
        written += 1
        const parentId = world.chapterIds[written % world.chapterIds.length]
        // Sorts after all others, so that the list stays what it was.
        const name = `Workshop ${String(written).padStart(8, '0')}`
        return requestBytes(
          'POST',
          '/api/v1/units',
          { Accept: 'application/json', Cookie: cookie },
          { parentId, kind: 'group', name },
        )
      },
    },
  }
}

export function requestBytes(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const all: Record<string, string> = {
    Host: 'portal.guildhall.example',
    'User-Agent': userAgent,
    ...headers,
  }
  if (body !== undefined) {
    all['Content-Type'] = 'application/json'
    all['Content-Length'] = String(Buffer.byteLength(text))
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`)
}

function inTurn(makers: ReadonlyArray<() => Buffer>): () => Buffer {
  let index = 0
  return () => {
    index = (index + 1) % makers.length
    return (makers[index] as () => Buffer)()
  }
}

/** Never the same visitor twice, because the portal limits how often one address may try. */
function addressOf(count: number): string {
  return `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`
}
