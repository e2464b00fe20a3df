import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { fromBufferPromise } from 'yauzl'
import { readDataExport } from '../../../src/modules/privacy/index.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { png } from '../../permissions/world.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let folder: string
let somebody: MadePerson
let fellow: MadePerson

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-export-'))
  portal = await openPortal({ config: { DATA_DIR: folder } })
  const tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  somebody = await makePerson(portal, { tenantId })
  fellow = await makePerson(portal, { tenantId })
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

const request = () => somebody.client.call<{ taskId: string; code?: string }>('POST', '/me/data')

async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes)
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return files
}

async function fetchResult(taskId: string, who = somebody) {
  return fetch(`${portal.url}/api/v1/tasks/${taskId}/result`, {
    headers: { Cookie: `session=${who.client.cookies.get('session')}` },
  })
}

test('all that is kept about somebody comes as one file, for them alone, and a mail says when', async () => {
  await somebody.client.call('PUT', '/me/names', { givenName: 'Олена', familyName: 'Лис' })
  await somebody.client.call('PUT', '/me/contact', { phone: '+380 44 123 4567', country: 'UA', city: 'Kyiv' })
  await somebody.client.call('POST', '/me/certifications', { name: 'Crane licence' })
  await fellow.client.call('PUT', '/me/about', { bio: 'Nobody else’s business' })
  const photo = await fetch(`${portal.url}/api/v1/me/photo`, {
    method: 'PUT',
    body: png,
    headers: { 'Content-Type': 'image/png', Cookie: `session=${somebody.client.cookies.get('session')}` },
  })
  expect(photo.status).toBe(200)

  const { status, body } = await request()
  expect(status).toBe(202)
  await portal.runJobs()
  const reply = await fetchResult(body.taskId)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(reply.headers.get('content-disposition')).toMatch(/attachment.*my-data-.*\.zip/)
  const bytes = Buffer.from(await reply.arrayBuffer())
  const files = await unpacked(bytes)
  const json = (name: string) => JSON.parse(files.get(name)?.toString() ?? 'null')

  const manifest = json('manifest.json')
  expect(manifest).toMatchObject({ version: 1, association: 'Here' })
  // Every room that keeps something says so, also what it leaves out and why.
  const rooms = [...portal.app.registry.slots.personalData.keys()].sort()
  expect(manifest.contents.map(({ room }: { room: string }) => room).sort()).toEqual(rooms)
  for (const { tables } of manifest.contents)
    for (const { purpose, ground, kept } of tables)
      for (const said of [purpose, ground, kept]) expect(said.length).toBeGreaterThan(4)

  expect(json('data/people.json')).toMatchObject({
    persons: [{ givenName: 'Олена', familyName: 'Лис', phone: '+380 44 123 4567', city: 'Kyiv' }],
    certifications: [{ name: 'Crane licence' }],
  })
  expect(json('data/identity.json').accounts).toMatchObject([{ email: somebody.email }])
  expect(json('data/units.json').memberships).toMatchObject([{ unit: 'Here', endedAt: null }])
  expect(json('data/access.json').grants).toMatchObject([{ role: 'member' }])
  expect(json('data/platform.json').audit_entries.length).toBeGreaterThan(3)
  const [picture] = [...files.keys()].filter((name) => name.startsWith('files/'))
  expect(picture).toMatch(/^files\/people-photo-\w{6}\.\w+$/)
  expect(files.get(picture ?? '')?.byteLength).toBeGreaterThan(50)

  // Nothing of anybody else, and no secret.
  const whole = [...files.values()].map((content) => content.toString()).join('\n')
  for (const foreign of ['Nobody else’s business', fellow.email, fellow.personId, '$argon2id$'])
    expect(whole).not.toContain(foreign)

  const mails = await mailsTo(portal, somebody.email)
  expect(mails.at(-1)?.subject).toBe('Your data from Here is ready')
  expect(mails.at(-1)?.text).toContain(`/tasks/${body.taskId}`)
})

test('holds in clear what is sealed in the database, for this is the file of the person it is about', async () => {
  const { runner, registry, database, asSystem } = portal.app
  const tenantId = (await registry.tenancy.tenants(database.sql))[0]?.id ?? ''
  const administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  const declare = async (field: object) => {
    const { status } = await administrator.client.call('POST', '/fields', {
      label: { en: 'Asked in confidence' },
      seenBy: 'person',
      editedBy: 'person',
      isSealed: true,
      ...field,
    })
    expect(status).toBe(201)
  }
  await declare({ key: 'tax_number', type: 'text' })
  await declare({ key: 'needs_ramp', type: 'boolean' })
  await declare({ key: 'shoe_size', type: 'number', isSealed: false })
  const fill = ({ client }: MadePerson, values: object) => client.call('PUT', '/me/fields', { values })
  await fill(somebody, { tax_number: 'secret-4711', needs_ramp: false, shoe_size: 43 })
  await fill(fellow, { tax_number: 'secret-4712' })

  const { rooms } = await runner.ask(
    readDataExport,
    { personId: somebody.personId, accountId: somebody.accountId },
    asSystem('test'),
  )
  const { rows } = rooms.find(({ room }) => room === 'fields')?.tables[0] ?? {}
  expect(rows).toHaveLength(3)
  expect(rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: 'tax_number', sealed: 'secret-4711' }),
      expect.objectContaining({ key: 'needs_ramp', sealed: false }),
      expect.objectContaining({ key: 'shoe_size', number: 43 }),
    ]),
  )
})

test('is put together for a person and the account behind them, not for another', async () => {
  const asked = portal.app.runner.ask(
    readDataExport,
    { personId: somebody.personId, accountId: fellow.accountId },
    portal.app.asSystem('test'),
  )
  await expect(asked).rejects.toMatchObject({ code: 'request.notFound' })
})

test('the file is nobody else’s', async () => {
  const { taskId } = (await request()).body
  await portal.runJobs()
  expect((await fetchResult(taskId, fellow)).status).toBe(404)
  expect((await fellow.client.get(`/tasks/${taskId}`)).status).toBe(404)
})

test('asks who one is once more, where that was proven long ago', async () => {
  portal.clock.advance({ hours: 2 })
  const { status, body } = await request()
  expect([status, body.code]).toEqual([403, 'request.stepUpNeeded'])
})

test('the button leads to the page of the task', async () => {
  const fresh = await makePerson(portal, {
    tenantId: (await portal.app.registry.tenancy.tenants(portal.app.database.sql))[0]?.id ?? '',
  })
  const asked = await fresh.client.form('/profile/data/export', {})
  expect(asked.status).toBe(303)
  expect(asked.headers.get('location')).toMatch(/^\/tasks\/[\w-]+$/)
})
