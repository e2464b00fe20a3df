import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { fromBuffer } from 'yauzl'
import { exportTenant } from '../../../jobs/tenants/export-tenant.ts'
import { dropFile, filePurpose, keepFile, registerFile } from '../../../src/modules/files/index.ts'
import { leftOut } from '../../../src/modules/tenants/export-row.ts'
import {
  readExportAddresses,
  readExportLetter,
  readExportPlan,
  readExportRows,
} from '../../../src/modules/tenants/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { zipDirectory, zipFile } from '../../../src/platform/tasks/zip-parts.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makePlatformAdministrator } from '../../factories/platform.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { unzip } from '../../support/unzip.ts'

interface Manifest {
  association: string
  tables: Array<{ table: string; file: string; rows: number; sha256: string }>
  files: Array<{ file: string; size: number; sha256: string }>
  leftOut: Array<{ table: string; why: string }>
  columnsLeftOut: Array<{ name: string; secret: string[] }>
}
interface Exports {
  items: Array<{ taskId: string; state: string; href: string | null }>
}

let portal: Portal
let tenantId: string
let boss: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Taken out')
  boss = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  stranger = await makePerson(portal, { tenantId: await makeAssociation(portal, 'Left alone') })
  for (let index = 0; index < 3; index += 1) await makeUnit(portal, tenantId)
})
afterAll(() => portal.close())

async function fetchFile(): Promise<Map<string, Buffer>> {
  const { body } = await boss.client.call<Exports>('GET', '/tenancy/exports')
  const reply = await fetch(portal.url + body.items[0]?.href, {
    headers: { Cookie: `session=${boss.client.cookies.get('session')}` },
  })
  expect([reply.status, body.items[0]?.state]).toEqual([200, 'done'])
  return unzip(Buffer.from(await reply.arrayBuffer()))
}

test('everything of one association comes out, whole and counted, and nothing of another', async () => {
  const asked = await boss.client.call<{ taskId: string }>('POST', '/tenancy/exports')
  expect(asked.status).toBe(202)
  await portal.runJobs()
  const files = await fetchFile()
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest
  expect(manifest.association).toBe('Taken out')
  for (const { file, rows, sha256 } of manifest.tables) {
    const content = files.get(file) ?? Buffer.alloc(0)
    expect([file, createHash('sha256').update(content).digest('hex')]).toEqual([file, sha256])
    const lines = content.toString().split('\n').slice(0, -1)
    expect([file, lines.length]).toEqual([file, rows])
    for (const line of lines) {
      const row = JSON.parse(line) as { tenant_id?: string }
      if ('tenant_id' in row) expect(row.tenant_id).toBe(tenantId)
    }
  }
  const all = [...files.values()].map(String).join('\n')
  expect(all).toContain(boss.email)
  expect(all).not.toContain(stranger.email)
  expect(all).not.toContain(stranger.personId)
  expect(all).not.toContain('password_hash')
  expect(manifest.tables.find(({ table }) => table === 'units')?.rows).toBe(4)
  const [entry] = await portal.app.database.sql(
    sql`SELECT 1 FROM audit_trail WHERE tenant_id = ${tenantId}::uuid AND operation = 'tenants.requestExport'`,
  )
  expect(entry).toBeDefined()
})

test('every table with a tenant_id is in it, or says why not', async () => {
  const system = portal.app.asSystem('test', tenantId)
  const { tables } = await portal.app.runner.ask(readExportPlan, { tenantId }, system)
  const inDatabase = await portal.app.database.sql<{ name: string }>(sql`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition`)
  const told = [...tables.map(({ name }) => name), ...Object.keys(leftOut)]
  expect(told.sort()).toEqual(inDatabase.map(({ name }) => name).sort())
  for (const why of Object.values(leftOut)) expect(why.length).toBeGreaterThan(15)
  for (const { name } of tables) {
    const rows = await portal.app.runner.ask(
      readExportRows,
      { tenantId, table: name, after: null, limit: 1 },
      system,
    )
    const on = { tenantId, table: name, after: rows.after, limit: 1 }
    if (rows.after) await portal.app.runner.ask(readExportRows, on, system)
  }
  const people = await portal.app.runner.ask(
    readExportAddresses,
    { tenantId, after: null, limit: 10 },
    system,
  )
  expect(people.lines).toHaveLength(1)
})

test('it takes to have stepped up, and an administrator, also where the association is suspended', async () => {
  const member = await makePerson(portal, { tenantId })
  expect((await member.client.call('POST', '/tenancy/exports')).status).toBe(403)
  await portal.app.database.sql(sql`
    INSERT INTO tenancies (tenant_id, suspended_at, suspension_reason) VALUES (${tenantId}::uuid, ${portal.clock.now()}, 'Unpaid')`)
  expect((await boss.client.form('/association/export', {})).headers.get('location')).toBe(
    '/association/state',
  )
  await portal.runJobs()
  expect((await boss.client.get<string>('/association/state')).text).toContain('Download')
  expect((await fetchFile()).has('manifest.json')).toBe(true)
  await portal.app.database.sql(sql`
    UPDATE tenancies SET suspended_at = NULL, suspension_reason = NULL WHERE tenant_id = ${tenantId}::uuid`)
  portal.clock.advance({ minutes: 11 })
  const late = await boss.client.call<{ code: string }>('POST', '/tenancy/exports')
  expect([late.status, late.body.code]).toEqual([403, 'request.stepUpNeeded'])
})

test('a worker that is killed half-way loses nothing: the next one goes on', async () => {
  await boss.client.call('POST', '/step-up', { password: 'correct horse battery' })
  await boss.client.call('POST', '/tenancy/exports')
  const [queued] = await portal.app.boss.fetch<JobData>(exportTenant.name)
  if (!queued) throw new Error('No task waits.')
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('killed')), 60)
  await handleOnce(portal.app, exportTenant, queued.data, stop.signal).catch(() => {})
  await handleOnce(portal.app, exportTenant, queued.data, new AbortController().signal)
  const files = await fetchFile()
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest
  expect(manifest.tables.map(({ file }) => file).every((file) => files.has(file))).toBe(true)
})

test('stored files come whole, also those after one that went while a worker was killed half-way', async () => {
  const { services, runner, asSystem } = portal.app
  const system = asSystem('test', tenantId)
  const purpose = filePurpose({
    name: 'test.exported',
    mediaTypes: ['text/plain'],
    limitBytes: 20_000_000,
    links: 'person',
  })
  const ids: string[] = []
  for (const size of [100, 200, 6_000_000, 300]) {
    const bytes = Buffer.from(randomBytes(size / 2).toString('hex'))
    const received = await services.incoming.receive(Readable.from([bytes]), { limitBytes: 20_000_000 })
    const kept = await keepFile(services, purpose, received)
    await services.incoming.forget(received)
    ids.push((await runner.call(registerFile, kept, system)).fileId)
  }
  await boss.client.call('POST', '/step-up', { password: 'correct horse battery' })
  await boss.client.call('POST', '/tenancy/exports')
  const [queued] = await portal.app.boss.fetch<JobData>(exportTenant.name)
  if (!queued) throw new Error('No task waits.')
  const run = () => handleOnce(portal.app, exportTenant, queued.data, new AbortController().signal)
  const { read } = services.storage
  const reading = jest.spyOn(services.storage, 'read').mockImplementation(async (key, range) => {
    if (range?.start) throw new Error('killed')
    return read(key, range)
  })
  await expect(run()).rejects.toThrow('killed')
  reading.mockRestore()
  await runner.call(dropFile, { fileId: ids[0] as string }, system)
  await run()
  const files = await fetchFile()
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest
  expect(manifest.files.map(({ file }) => file)).toEqual(ids.slice(1).map((id) => `files/${id}`))
  for (const { file, size, sha256 } of manifest.files) {
    const content = files.get(file) ?? Buffer.alloc(0)
    const hash = createHash('sha256').update(content).digest('hex')
    expect([file, content.byteLength, hash]).toEqual([file, size, sha256])
  }
})

test('a platform administrator takes it out with a reason: the association hears of it, and only they reach the file', async () => {
  const staff = await makePlatformAdministrator(portal)
  const other = await makePlatformAdministrator(portal)
  const at = `/platform/tenants/${tenantId}`
  expect((await boss.client.call('POST', `${at}/exports`, { reason: 'Mine' })).status).toBe(403)
  expect((await staff.client.call('POST', `${at}/exports`, { reason: ' ' })).status).toBe(422)
  expect((await staff.client.get<string>(`${at}/export`)).text).toContain(
    'Its administrators get a mail at once',
  )
  const asked = await staff.client.form(`${at}/export`, { reason: 'A court asks' })
  expect(asked.headers.get('location')).toBe(`${at}#exports`)
  await portal.runJobs()
  type Detail = {
    exports: Array<{ id: string; by: string; reason: string; state: string; href: string | null }>
  }
  const [mine, theirs] = await Promise.all(
    [staff, other].map(async ({ client }) => (await client.call<Detail>('GET', at)).body.exports[0]),
  )
  expect(mine).toMatchObject({ by: staff.email, reason: 'A court asks', state: 'done' })
  expect(theirs).toMatchObject({ state: 'done', href: null })
  const href = mine?.href ?? ''
  expect((await other.client.get(href)).status).toBe(404)
  expect((await boss.client.get(href)).status).toBe(404)
  expect((await staff.client.get(href)).status).toBe(200)
  expect((await staff.client.get<string>(at)).text).toContain('Taken out by platform administrators')
  const mails = await mailsTo(portal, boss.email)
  expect(mails.some(({ text }) => text.includes(staff.email) && text.includes('A court asks'))).toBe(true)
  const entries = await portal.app.database.sql<{ account: string }>(sql`
    SELECT account_id AS account FROM audit_trail WHERE tenant_id = ${tenantId}::uuid AND operation = 'tenants.exportTenant' AND outcome = 'done'`)
  expect(entries).toEqual([{ account: staff.accountId }])
  // Its own administrators do not find that file among theirs.
  const own = await boss.client.call<Exports>('GET', '/tenancy/exports')
  expect(own.body.items.map(({ href: link }) => link?.split('?')[0])).not.toContain(href.split('?')[0])
  const letter = await portal.app.runner.ask(
    readExportLetter,
    { exportId: mine?.id ?? '' },
    portal.app.asSystem('test', tenantId),
  )
  expect(letter).toMatchObject({ by: staff.email, reason: 'A court asks' })
})

test('an archive of more files than the short form counts is read again', async () => {
  // Only the directory is long: each of its lines names the same bytes.
  const { bytes, entry } = zipFile('f0', Buffer.from('x'), 0)
  const entries = Array.from({ length: 65_540 }, () => entry)
  const whole = Buffer.concat([bytes, zipDirectory(entries, bytes.byteLength)])
  const [count, first] = await new Promise<[number, string]>((resolve, reject) =>
    fromBuffer(whole, { lazyEntries: true }, (failure, zip) => {
      if (failure) return reject(failure)
      zip.on('entry', ({ fileName }) => resolve([zip.entryCount, fileName]))
      zip.readEntry()
    }),
  )
  expect([count, first]).toEqual([65_540, 'f0'])
})
