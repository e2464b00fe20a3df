import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openPromise } from 'yauzl'
import { jobs } from '../../../jobs/index.ts'
import { grantRole } from '../../../src/modules/access/index.ts'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import { linkWaiting } from '../../../src/platform/audit/checkpoints.ts'
import { createSigner } from '../../../src/platform/audit/signer.ts'
import { verifyAudit } from '../../../src/platform/audit/verify.ts'
import { makeBackup } from '../../../src/platform/backup/backup.ts'
import { restoreBackup } from '../../../src/platform/backup/restore.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { diskStorage } from '../../../src/platform/storage/storage.ts'
import { makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { png } from '../../permissions/world.ts'
import { asApp, cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

/** Words that stand nowhere else, so that each place that still holds one is seen. */
const traces = {
  givenName: 'Xanthippe',
  familyName: 'Quillfeather',
  patronymic: 'Zoroastrovna',
  nativeName: 'Ксантиппа',
  email: 'xanthippe.quillfeather@unusual.example',
  phone: '+1 510 555 0177',
  bio: 'Collects zeppelin weathervanes',
  street: '77 Marmalade Crescent',
  skill: 'weathervane-restoration',
  link: 'https://weathervanes.unusual.example/xq',
  certification: 'Zeppelin pilot licence',
  number: 'ZP-771177',
  browser: 'Distinctive-Browser/7.7.7',
  address: '203.0.113.77',
  reason: 'because Xanthippe asked for it',
  view: 'My weathervanes',
  scan: 'Scanned in the hangar at dawn',
}

/** It is kept as it came, so that its words are found wherever its bytes are. */
const scan = Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog/Title(${traces.scan})>>endobj\n%%EOF\n`)

let portal: Portal
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-erasure-'))
  portal = await openPortal({ config: { DATA_DIR: folder, TRUST_PROXY: 'loopback' } })
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

test('an erased person is unreadable in database, files, audit and a backup made after, and what must stay still stands', async () => {
  const here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  await makePerson(portal, { tenantId: here, roles: ['administrator'] })
  const unitId = await makeUnit(portal, here)
  const system = () => portal.app.asSystem('test', here)
  const { accountId, personId } = await portal.app.runner.call(
    createAccount,
    {
      tenantId: here,
      email: traces.email,
      password,
      givenName: traces.givenName,
      familyName: traces.familyName,
      roles: ['member'],
    },
    system(),
  )
  await portal.app.runner.call(
    grantRole,
    { personId, unitId, role: 'manager', reason: traces.reason },
    system(),
  )
  const from = { 'User-Agent': traces.browser, 'X-Forwarded-For': traces.address }
  const client = portal.visitor()
  const call = (method: string, path: string, body?: object) =>
    client.call(method, path, body, {
      ...from,
      'Idempotency-Key': `key-${path.replaceAll('/', '-')}-${method}`,
    })
  const done = async (method: string, path: string, body?: object) => {
    const { status, text } = await call(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`)
  }

  // Everything that somebody can leave behind, also what went wrong.
  await call('POST', '/sign-in', { address: traces.email, password: 'not this one' })
  await call('POST', '/sign-up', {
    address: traces.email,
    givenName: traces.givenName,
    familyName: traces.familyName,
  })
  await call('POST', '/password-resets', { address: traces.email })
  await call('POST', '/sign-in/codes', { address: traces.email })
  await portal.runJobs()
  await done('POST', '/sign-in', { address: traces.email, password })
  await done('PUT', '/me/names', {
    givenName: traces.givenName,
    familyName: traces.familyName,
    patronymic: traces.patronymic,
    nativeName: traces.nativeName,
  })
  await done('PUT', '/me/contact', {
    phone: traces.phone,
    addressLines: traces.street,
    city: 'Oakland',
    country: 'US',
    position: '37.770077, -122.770077',
  })
  await done('PUT', '/me/about', {
    title: traces.certification,
    bio: traces.bio,
    skills: [traces.skill],
    links: [traces.link],
  })
  await done('PUT', '/me/languages', { languages: [{ language: 'eo', level: 'fluent' }] })
  const added = await call('POST', '/me/certifications', {
    name: traces.certification,
    number: traces.number,
  })
  const { certificationId } = added.body as { certificationId: string }
  await done('POST', '/views', { list: 'units.listUnits', name: traces.view, query: 'kind=group' })
  await done('POST', `/units/${unitId}/memberships`)
  // A refusal is kept as well.
  await call('POST', '/me/certifications', { name: '' })
  await call('POST', `/units/${unitId}/memberships`)
  const send = (path: string, mediaType: string, body: Buffer<ArrayBuffer>) =>
    fetch(`${portal.url}/api/v1${path}`, {
      method: 'PUT',
      body,
      headers: { ...from, 'Content-Type': mediaType, Cookie: `session=${client.cookies.get('session')}` },
    })
  expect((await send('/me/photo', 'image/png', png)).status).toBe(200)
  expect((await send(`/me/certifications/${certificationId}/scan`, 'application/pdf', scan)).status).toBe(200)

  const found = await tracesLeft()
  const everything = Object.values(traces).sort()
  // The search sees: before the erasure it finds all that it looks for.
  expect(found.sort()).toEqual(everything)
  expect(await filesKept()).not.toEqual([])
  const before = await backUp('before.zip')
  expect((await tracesIn(before)).sort()).toEqual(everything)

  await done('POST', '/me/closing', { confirmed: true })
  await portal.runJobs()
  portal.clock.advance({ days: 15 })
  const [closing] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM closings WHERE account_id = ${accountId}::uuid`,
  )
  await portal.app.runner.call(eraseClosing, { closingId: closing?.id ?? '' }, portal.app.asSystem('test'))
  await portal.runJobs()

  expect(await tracesLeft()).toEqual([])
  expect(await filesKept()).toEqual([])

  // What must stay stands, and leads to nobody: the chain of the audit is proven, with not a row touched.
  await linkWaiting(portal.app.database.sql)
  await proveChain(portal.databaseUrl)
  const audited = await portal.app.database.sql<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM audit_entries WHERE person_id = ${personId}::uuid`)
  expect(audited[0]?.count).toBeGreaterThan(5)
  const kept = await portal.app.database.sql(sql`
    SELECT display_name AS name, account_id AS account, deleted_at IS NOT NULL AS gone FROM persons WHERE id = ${personId}::uuid`)
  expect(kept).toEqual([{ name: '', account: null, gone: true }])
  const roles = await portal.app.database.sql<{ reason: string | null; endsAt: Date | null }>(sql`
    SELECT reason, ends_at AS "endsAt" FROM grants WHERE person_id = ${personId}::uuid`)
  expect(roles.length).toBe(2)
  for (const { reason, endsAt } of roles) expect([reason, endsAt !== null]).toEqual([null, true])
  expect((await client.call('GET', '/me/profile')).status).toBe(401)

  // Nor does a backup made from now on hold anything of them, and its chain is proven where it is restored.
  const after = await backUp('after.zip')
  expect(await tracesIn(after)).toEqual([])
  const { url, drop } = await cloneDatabase('erased', 'template0')
  try {
    await restoreBackup({
      databaseUrls: { owner: url, app: asApp(url) },
      storage: diskStorage(join(folder, 'restored')),
      jobs,
      path: after,
      crypto: portal.app.services.crypto,
      log: () => {},
    })
    await proveChain(url)
    expect(await tracesInRows(url)).toEqual([])
  } finally {
    await drop()
  }
}, 120_000)

async function proveChain(databaseUrl: string): Promise<void> {
  const signer = createSigner(testConfig().auditSigningKeys)
  const verdict = await withClient(databaseUrl, (database) => verifyAudit(database, { signer }))
  expect(verdict.entries).toBeGreaterThan(20)
  expect(verdict.faults).toEqual([])
}

/** Not sealed as a whole: what it holds must be unreadable by itself. */
async function backUp(name: string): Promise<string> {
  const path = join(folder, name)
  const { databaseUrl, app } = portal
  const made = await makeBackup({ databaseUrl, storage: app.services.storage, path, log: () => {} })
  expect(made.missing).toEqual([])
  return path
}

/** What the entries of an archive hold once they are unpacked, and how they are called. */
async function tracesIn(path: string): Promise<string[]> {
  const left = new Set<string>()
  const names: string[] = []
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName)
    const content = await buffer(await zip.openReadStreamPromise(entry))
    for (const text of [entry.fileName, content.toString(), content.toString('latin1')])
      for (const trace of tracesOf(text)) left.add(trace)
  }
  expect(names.filter((name) => name.startsWith('tables/')).length).toBeGreaterThan(25)
  expect(names).toContain('manifest.json')
  return [...left]
}

/** Every row of every table of every schema as text, bytes also as they stand, and every file of the storage. */
async function tracesLeft(): Promise<string[]> {
  const left = new Set(await tracesInRows(portal.databaseUrl))
  for (const file of await filesKept())
    for (const trace of tracesOf((await readFile(file)).toString('latin1'))) left.add(trace)
  return [...left]
}

async function tracesInRows(databaseUrl: string): Promise<string[]> {
  const places = new Map<string, string>()
  const tables = await withClient(databaseUrl, async (database) => {
    const { rows } = await database.query<{ name: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`)
    for (const { name } of rows) {
      const { rows: texts } = await database.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)
      for (const { text } of texts) for (const trace of tracesOf(text)) places.set(trace, name)
    }
    return rows.length
  })
  expect(tables).toBeGreaterThan(25)
  if (process.env.SHOW_TRACES) console.log(places)
  return [...places.keys()]
}

const wanted = Object.values(traces).map((trace) => ({
  trace,
  text: trace.toLowerCase(),
  hex: Buffer.from(trace).toString('hex'),
}))

function tracesOf(text: string): string[] {
  const lower = text.toLowerCase()
  return wanted.flatMap(({ trace, text: plain, hex }) =>
    lower.includes(plain) || lower.includes(hex) ? trace : [],
  )
}

async function filesKept(): Promise<string[]> {
  const entries = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}
