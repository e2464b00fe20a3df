import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { changeStanding } from '../../src/modules/membership/index.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const folder = mkdtempSync(join(tmpdir(), 'guildhall-photos-'))
let portal: Portal
let tenantId: string
let person: MadePerson
let colleague: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'One', ['127.0.0.1'])
  person = await makePerson(portal, { tenantId })
  colleague = await makePerson(portal, { tenantId })
  const elsewhere = await makeAssociation(portal, 'Two')
  stranger = await makePerson(portal, { tenantId: elsewhere })
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

function put(who: MadePerson, bytes: Uint8Array<ArrayBuffer>, type = 'image/png'): Promise<Response> {
  const cookie = [...who.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return fetch(`${portal.url}/api/v1/me/photo`, {
    method: 'PUT',
    body: bytes,
    headers: { 'Content-Type': type, Cookie: cookie },
  })
}

const photoOf = (who: MadePerson, reader: MadePerson) =>
  reader.client.get(`/api/v1/people/${who.personId}/photo`)

function keptFiles(): string[] {
  const files = join(folder, 'files')
  return existsSync(files)
    ? readdirSync(files, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? entry.name : [],
      )
    : []
}

test('a photo is seen by colleagues, by its real type, and not by another association', async () => {
  expect((await put(person, png)).status).toBe(200)
  const seen = await photoOf(person, colleague)
  expect(seen.status).toBe(200)
  expect(seen.headers.get('content-type')).toBe('image/webp')
  expect((await photoOf(person, stranger)).status).toBe(404)
  expect((await portal.visitor().get(`/api/v1/people/${person.personId}/photo`)).status).toBe(404)
})

test('a new photo takes the place of the old one, whose bytes go once that is committed', async () => {
  await put(person, png)
  await put(person, png)
  await portal.runJobs()
  expect(
    keptFiles()
      .map((name) => name.replace(/[0-9a-f]{8}-.*/, ''))
      .sort(),
  ).toEqual(['', '64-'])
  expect(await portal.app.database.sql(sql`SELECT id FROM stored_files`)).toHaveLength(1)
})

test('what calls itself an image but is none is refused, and nothing is kept', async () => {
  const before = keptFiles()
  const reply = await put(colleague, Buffer.from('<svg onload="alert(1)">'))
  expect(reply.status).toBe(422)
  expect(await reply.json()).toMatchObject({ code: 'files.typeNotTaken' })
  expect(keptFiles()).toEqual(before)
})

test('other media types are refused by their name, and too much of it by its size', async () => {
  expect((await put(colleague, png, 'image/gif')).status).toBe(415)
  expect((await put(colleague, Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]))).status).toBe(413)
})

test('the form on the profile page takes a photo without scripts, and removes it', async () => {
  const form = new FormData()
  form.set('file', new Blob([png], { type: 'image/png' }), '../../evil.png')
  const cookie = [...colleague.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const post = await fetch(`${portal.url}/profile/photo`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { Cookie: cookie },
  })
  expect([post.status, post.headers.get('location')]).toEqual([303, '/profile'])
  expect((await photoOf(colleague, person)).status).toBe(200)
  await colleague.client.form('/profile/photo/remove', {})
  expect((await photoOf(colleague, person)).status).toBe(404)
})

test('who shows a photo to whom is asked of each reader, and strangers must find the person as well', async () => {
  const owner = await makePerson(portal, { tenantId })
  await put(owner, png)
  const seen = async (choices: object) => {
    expect((await owner.client.call('PUT', '/me/visibility', choices)).status).toBe(200)
    return seenNow()
  }
  const seenNow = async () => [
    (await photoOf(owner, person)).status,
    (await portal.visitor().get(`/api/v1/people/${owner.personId}/photo`)).status,
  ]
  expect(await seen({ photoTo: 'nobody', shownTo: 'public' })).toEqual([404, 404])
  expect(await seen({ photoTo: 'public', shownTo: 'members' })).toEqual([200, 404])
  expect(await seen({ shownTo: 'public' })).toEqual([200, 200])
  await portal.app.runner.call(
    changeStanding,
    { personId: owner.personId, to: 'suspended', reason: 'So it is.' },
    portal.app.asSystem('test', tenantId),
  )
  expect(await seenNow()).toEqual([200, 404])
})
