import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { grantRole } from '../../../src/modules/access/index.ts'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import { linkWaiting } from '../../../src/platform/audit/checkpoints.ts'
import { createSigner } from '../../../src/platform/audit/signer.ts'
import { verifyAudit } from '../../../src/platform/audit/verify.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { png } from '../../permissions/world.ts'
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
}

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

test('an erased person is unreadable in database, files and audit, and what must stay still stands', async () => {
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
  await done('POST', '/me/certifications', { name: traces.certification, number: traces.number })
  await done('POST', `/units/${unitId}/memberships`)
  // A refusal is kept as well.
  await call('POST', '/me/certifications', { name: '' })
  await call('POST', `/units/${unitId}/memberships`)
  const photo = await fetch(`${portal.url}/api/v1/me/photo`, {
    method: 'PUT',
    body: png,
    headers: { ...from, 'Content-Type': 'image/png', Cookie: `session=${client.cookies.get('session')}` },
  })
  expect(photo.status).toBe(200)

  const found = await tracesLeft()
  // The scan sees: before the erasure it finds what it looks for.
  for (const trace of [traces.email, traces.bio, traces.number, traces.street]) expect(found).toContain(trace)
  expect(await filesKept()).not.toEqual([])

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
  const signer = createSigner(testConfig().auditSigningKeys)
  const verdict = await withClient(portal.databaseUrl, (database) => verifyAudit(database, { signer }))
  expect(verdict.entries).toBeGreaterThan(20)
  expect(verdict.faults).toEqual([])
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
})

/** Every row of every table of every schema as text, bytes also as they stand, and every file of the storage. */
async function tracesLeft(): Promise<string[]> {
  const wanted = Object.values(traces).map((trace) => ({
    trace,
    text: trace.toLowerCase(),
    hex: Buffer.from(trace).toString('hex'),
  }))
  const left = new Set<string>()
  const places: string[] = []
  const look = (place: string, text: string) => {
    const lower = text.toLowerCase()
    for (const { trace, text: plain, hex } of wanted)
      if (lower.includes(plain) || lower.includes(hex)) {
        left.add(trace)
        places.push(`${place}: ${trace}`)
      }
  }
  const tables = await withClient(portal.databaseUrl, async (database) => {
    const { rows } = await database.query<{ name: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`)
    for (const { name } of rows) {
      const { rows: texts } = await database.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)
      for (const { text } of texts) look(name, text)
    }
    return rows.length
  })
  expect(tables).toBeGreaterThan(25)
  for (const file of await filesKept()) look(file, (await readFile(file)).toString('latin1'))
  if (left.size > 0 && process.env.SHOW_TRACES) console.log(places.join('\n'))
  return [...left]
}

async function filesKept(): Promise<string[]> {
  const entries = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}
