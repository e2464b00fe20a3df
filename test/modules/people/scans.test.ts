import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import type { PersonReply, Profile } from '../../../src/modules/people/contract.ts'
import { readDataExport } from '../../../src/modules/privacy/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

const folder = mkdtempSync(join(tmpdir(), 'guildhall-scans-'))
const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const image = sharp({ create: { width: 60, height: 30, channels: 3, background: '#246' } })

let portal: Portal
let tenantId: string
let unitId: string
let administrator: MadePerson
let manager: MadePerson
let colleague: MadePerson
let owner: MadePerson
let certificationId: string

beforeAll(async () => {
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'One', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId)
  administrator = await makePerson(portal, { tenantId, roles: ['administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  colleague = await makePerson(portal, { tenantId })
})
beforeEach(async () => {
  owner = await makePerson(portal, { tenantId })
  await owner.client.call('POST', `/units/${unitId}/memberships`, {})
  // What they show to members is less than this.
  await owner.client.call('PUT', '/me/visibility', { shownTo: 'members' })
  certificationId = await addFor(owner)
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function addFor({ client }: MadePerson): Promise<string> {
  const { body } = await client.call<{ certificationId: string }>('POST', '/me/certifications', {
    name: 'Welder',
  })
  return body.certificationId
}

function cookieOf({ client }: MadePerson): string {
  return [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

async function put(
  bytes: Uint8Array<ArrayBuffer>,
  type = 'application/pdf',
  { who = owner, headers = {} }: { who?: MadePerson; headers?: Record<string, string> } = {},
) {
  const reply = await fetch(`${portal.url}/api/v1/me/certifications/${certificationId}/scan`, {
    method: 'PUT',
    body: bytes,
    headers: { 'Content-Type': type, Cookie: cookieOf(who), ...headers },
  })
  const body = (await reply.json()) as { code?: string; version?: number; detail?: string }
  return { status: reply.status, body }
}

const mine = async () =>
  (await owner.client.call<Profile>('GET', '/me/profile')).body.certifications[0]?.scan ?? null
const seenBy = async (reader: MadePerson) =>
  (await reader.client.call<PersonReply & { status?: number }>('GET', `/people/${owner.personId}`)).body

async function open(link: string | null, who: MadePerson) {
  const reply = await fetch(portal.url + link, { headers: { Cookie: cookieOf(who) } })
  return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) }
}

function filesKept(): string[] {
  const place = join(folder, 'files')
  return existsSync(place)
    ? readdirSync(place, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? entry.name : [],
      )
    : []
}

async function filesAfterJobs(): Promise<string[]> {
  await portal.runJobs()
  return filesKept()
}

describe('a scan', () => {
  test('is kept as it came where it is a PDF, and saved, never opened in the portal', async () => {
    expect(await mine()).toBeNull()
    expect(await put(pdf)).toMatchObject({ status: 200, body: { version: 2 } })
    const { status, headers, bytes } = await open(await mine(), owner)
    expect([status, headers.get('content-type'), bytes.equals(pdf)]).toEqual([200, 'application/pdf', true])
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('is drawn anew where it is an image: nothing behind its end is kept', async () => {
    const both = Buffer.concat([await image.jpeg().toBuffer(), Buffer.from('<script>x()</script>')])
    expect((await put(both, 'image/jpeg')).status).toBe(200)
    const { headers, bytes } = await open(await mine(), owner)
    expect(headers.get('content-type')).toBe('image/webp')
    expect(bytes.includes('script')).toBe(false)
  })

  test('takes the place of the one before, and goes when it is removed, bytes and all', async () => {
    const before = await filesAfterJobs()
    await put(pdf)
    const first = await mine()
    await put(await image.png().toBuffer(), 'image/png')
    expect(await filesAfterJobs()).toHaveLength(before.length + 1)
    expect((await open(first, owner)).status).toBe(404)
    const path = `/me/certifications/${certificationId}/scan`
    expect((await owner.client.call('DELETE', path)).body).toEqual({ version: 4 })
    expect((await owner.client.call('DELETE', path)).body).toEqual({ version: 4 })
    expect(await mine()).toBeNull()
    expect((await filesAfterJobs()).sort()).toEqual(before.sort())
  })

  test('goes with its certification', async () => {
    const before = await filesAfterJobs()
    await put(pdf)
    expect((await owner.client.call('DELETE', `/me/certifications/${certificationId}`)).status).toBe(200)
    expect((await filesAfterJobs()).sort()).toEqual(before.sort())
  })

  test('of a version that has moved on is refused and changes nothing', async () => {
    await owner.client.call('PUT', `/me/certifications/${certificationId}`, { name: 'Welder II' })
    const { status, body } = await put(pdf, undefined, { headers: { 'If-Match': '"1"' } })
    expect([status, body.code]).toEqual([412, 'request.stale'])
    expect(await mine()).toBeNull()
  })

  test('of which two come at once is one, and no bytes are left of the other', async () => {
    const before = await filesAfterJobs()
    const replies = await Promise.all([put(pdf), put(pdf)])
    expect(replies.map(({ body }) => body.version).sort()).toEqual([2, 3])
    expect(await filesAfterJobs()).toHaveLength(before.length + 1)
  })
})

describe('is refused', () => {
  test.each<[string, () => Buffer<ArrayBuffer>, string, number, string]>([
    ['a kind that is not taken', () => pdf, 'application/zip', 415, 'request.unsupportedMedia'],
    [
      'what only calls itself a PDF',
      () => Buffer.from('Only words'),
      'application/pdf',
      422,
      'files.typeNotTaken',
    ],
    [
      'a page that is also a PDF',
      () => Buffer.concat([Buffer.from('<script>x()</script>'), pdf]),
      'application/pdf',
      422,
      'files.typeNotTaken',
    ],
    [
      'a PDF that is also an archive',
      () => Buffer.concat([pdf, Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
      'application/pdf',
      422,
      'files.typeNotTaken',
    ],
    [
      'more than ten megabytes',
      () => Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]),
      'application/pdf',
      413,
      'request.fileTooLarge',
    ],
  ])('%s', async (_what, bytes, type, status, code) => {
    const before = filesKept()
    const reply = await put(bytes(), type)
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect([await mine(), filesKept()]).toEqual([null, before])
  })

  test('for a certification of somebody else, which does not exist', async () => {
    await put(pdf)
    expect((await put(pdf, undefined, { who: colleague })).status).toBe(404)
    expect((await put(pdf, undefined, { who: manager })).status).toBe(404)
    const path = `/me/certifications/${certificationId}/scan`
    expect((await colleague.client.call('DELETE', path)).status).toBe(404)
    expect((await open(await mine(), owner)).status).toBe(200)
  })
})

describe('is seen', () => {
  test('by staff of the person’s units through a link of their own, and by no other member', async () => {
    await put(pdf)
    const own = await mine()
    const staff = await seenBy(manager)
    if (staff.sight === 'member') throw new Error('The manager is staff here.')
    const theirs = staff.certifications[0]?.scan ?? null
    expect((await open(theirs, manager)).bytes.equals(pdf)).toBe(true)
    expect((await seenBy(colleague)).sight).toBe('member')
    expect(JSON.stringify(await seenBy(colleague))).not.toContain('/files/')
    // A link that gets about opens for nobody else.
    for (const link of [own, theirs]) expect((await open(link, colleague)).status).toBe(404)
    expect((await fetch(portal.url + own)).status).toBe(404)
    expect((await manager.client.get(`/people/${owner.personId}`)).text).toContain('/files/')
  })

  test('for five minutes by one link', async () => {
    await put(pdf)
    const link = await mine()
    portal.clock.advance({ minutes: 6 })
    expect((await open(link, owner)).status).toBe(404)
    expect((await open(await mine(), owner)).status).toBe(200)
  })
})

describe('without scripts', () => {
  const send = (bytes: Uint8Array<ArrayBuffer> | null) => {
    const form = new FormData()
    if (bytes) form.set('file', new Blob([bytes], { type: 'application/pdf' }), '../../licence.pdf')
    return fetch(`${portal.url}/profile/certifications/${certificationId}/scan`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { Cookie: cookieOf(owner), Accept: 'text/html' },
    })
  }
  const page = async () => (await owner.client.get(`/profile/certifications/${certificationId}`)).text

  test('a form takes it, shows it and removes it', async () => {
    expect(await page()).toMatch(/PDF, PNG, JPEG or WebP, at most 10[.\d]*\s?MB/)
    const sent = await send(pdf)
    expect([sent.status, sent.headers.get('location')]).toEqual([
      303,
      `/profile/certifications/${certificationId}`,
    ])
    const link = /href="(\/files\/[^"]+)"/.exec(await page())?.[1]?.replaceAll('&amp;', '&') ?? null
    const { bytes, headers } = await open(link, owner)
    expect(bytes.equals(pdf)).toBe(true)
    expect(headers.get('content-disposition')).toContain('filename="licence.pdf"')
    expect((await owner.client.get('/profile/certifications')).text).toContain('/files/')
    await owner.client.form(`/profile/certifications/${certificationId}/scan/remove`, {})
    expect(await page()).not.toContain('href="/files/')
  })

  test('a refusal leads back to it and says why', async () => {
    const words = portal.app.words.in('en')
    const cases: Array<[Buffer<ArrayBuffer> | null, string]> = [
      [null, words('people.error.noScan')],
      [Buffer.from('Only words'), words('files.error.typeNotTaken')],
      [
        Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]),
        words('request.error.fileTooLarge', { megabytes: 10 }),
      ],
    ]
    for (const [bytes, told] of cases) {
      const reply = await send(bytes)
      const flash = /^flash=([^;]*)/.exec(
        reply.headers.getSetCookie().find((each) => each.startsWith('flash=')) ?? '',
      )
      if (flash?.[1]) owner.client.setCookie('flash', flash[1])
      const text = flash ? await page() : await reply.text()
      expect(text).toContain(told)
    }
    expect(await mine()).toBeNull()
  })
})

test('comes with all that is kept about the person', async () => {
  await put(pdf)
  const { files } = await portal.app.runner.ask(
    readDataExport,
    { personId: owner.personId, accountId: owner.accountId },
    portal.app.asSystem('test'),
  )
  expect(files).toEqual([
    { fileId: expect.any(String), mediaType: 'application/pdf', name: 'certification', room: 'people' },
  ])
})

test('stays with its certification where two entries of a person are merged', async () => {
  await put(pdf)
  const kept = await makePerson(portal, { tenantId })
  const { status } = await administrator.client.call('POST', '/people/merges', {
    keptId: kept.personId,
    mergedId: owner.personId,
  })
  expect(status).toBe(201)
  await portal.runJobs()
  const { body } = await kept.client.call<Profile>('GET', '/me/profile')
  expect((await open(body.certifications[0]?.scan ?? null, kept)).bytes.equals(pdf)).toBe(true)
})
