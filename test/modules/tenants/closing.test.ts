import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { endDueTenants } from '../../../jobs/tenants/end-due-tenants.ts'
import { eraseTenant } from '../../../jobs/tenants/erase-tenant.ts'
import { grantRole } from '../../../src/modules/access/index.ts'
import { keyOf } from '../../../src/modules/files/index.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import {
  endTenant,
  eraseTenantRows,
  listDueTenants,
  listPeopleToTell,
  noteErasure,
  tellPeople,
} from '../../../src/modules/tenants/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { modules } from '../../../src/modules.ts'
import { sql, trusted } from '../../../src/platform/db/sql.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { scheduledData } from '../../../src/platform/jobs/worker.ts'
import { makeApiToken } from '../../factories/api-tokens.ts'
import { mailsTo } from '../../factories/mails.ts'
import {
  type MadePerson,
  makeAssociation,
  makeEntry,
  makePerson,
  makeUnit,
  password,
  signedIn,
} from '../../factories/people.ts'
import { makePlatformAdministrator } from '../../factories/platform.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

interface Answer {
  code?: string
  state?: string
  closingDueAt?: string | null
  closingReason?: string | null
  erasedAt?: string | null
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let home: string
let staff: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { FOUNDING: 'open', TENANT_CLOSING_DAYS: 2 } })
  home = await makeAssociation(portal, 'Stays')
  staff = await makePlatformAdministrator(portal, home)
})
afterAll(() => portal.close())

const answer = ({ status, body }: { status: number; body: Answer }) => [status, body.code]
const inside = (client: Client, tenantId: string) => {
  client.setCookie('association', tenantId)
  return client
}
const stepUp = (client: Client) => client.call('POST', '/step-up', { password })
const system = (tenantId: string | null = null) => portal.app.asSystem('test', tenantId)
const ask = (client: Client, name: string) => client.call<Answer>('POST', '/tenancy/closing', { name })
const keep = (client: Client) => client.call<Answer>('DELETE', '/tenancy/closing')
const toTheEnd = () => portal.clock.advance({ hours: 49 })
const clockJob = () =>
  handleOnce(
    portal.app,
    endDueTenants,
    scheduledData(portal.app, endDueTenants, randomUUID()),
    new AbortController().signal,
  )
const audited = async (tenantId: string, operation: string) =>
  (
    await portal.app.database.sql<{ account: string | null }>(sql`
      SELECT account_id AS account FROM audit_trail
      WHERE tenant_id = ${tenantId}::uuid AND operation = ${operation} AND outcome = 'done'`)
  ).length

async function association(name: string) {
  const tenantId = await makeAssociation(portal, name)
  const boss = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  const member = await makePerson(portal, { tenantId })
  inside(boss.client, tenantId)
  inside(member.client, tenantId)
  return { tenantId, boss, member }
}

test('its administrators close it: it can be read and taken out, everybody is told, and it can be kept', async () => {
  const { tenantId, boss, member } = await association('Old Guild')
  expect(answer(await ask(member.client, 'Old Guild'))).toEqual([403, 'request.notAllowed'])
  const page = await boss.client.get<string>('/association/close')
  expect(page.text).toContain('For 2 days it can be read')
  expect(page.text).toContain('Take everything out first')
  const wrong = await boss.client.form('/association/close', { name: 'New Guild' })
  expect([wrong.status, wrong.text.includes('This is not the name of the association')]).toEqual([422, true])
  expect((await ask(boss.client, '')).body.issues?.map(({ pointer }) => pointer)).toEqual(['/name'])
  const sent = await boss.client.form('/association/close', { name: 'Old Guild' })
  expect(sent.headers.get('location')).toBe('/association/state')
  expect((await boss.client.get<string>('/association/state')).text).toContain('Keep the association')
  expect(answer(await ask(boss.client, 'Old Guild'))).toEqual([409, 'request.tenantClosing'])

  const home = await member.client.get<string>('/')
  expect([home.status, home.text.includes('Old Guild is closing')]).toEqual([200, true])
  const says = await member.client.get<string>('/association/closing')
  expect(says.text).toContain('Your account stays')
  const closing = await member.client.call<{ name: string; dueAt: string; reason: null }>(
    'GET',
    '/tenancy/closing',
  )
  expect(closing.body).toMatchObject({
    name: 'Old Guild',
    dueAt: new Date(portal.clock.now().getTime() + 2 * 86_400_000).toISOString(),
    reason: null,
  })
  const written = await boss.client.call<Answer>('POST', '/units', { parentId: tenantId, name: 'Late' })
  expect(answer(written)).toEqual([409, 'request.tenantClosing'])
  expect((await member.client.call('POST', '/me/data')).status).toBe(202)
  expect((await boss.client.call('POST', '/tenancy/exports')).status).toBe(202)
  await portal.runJobs()
  for (const { email } of [boss, member]) {
    const mails = await mailsTo(portal, email)
    expect(mails.filter(({ subject }) => subject === 'Old Guild is closing')).toHaveLength(1)
  }
  expect((await boss.client.get<string>('/association/state')).text).toContain('Download')
  expect((await member.client.get<string>('/profile/data')).status).toBe(200)

  expect((await boss.client.form('/association/keep', {})).headers.get('location')).toBe('/association/state')
  expect(answer(await keep(boss.client))).toEqual([409, 'tenants.notClosing'])
  expect(answer(await member.client.call('GET', '/tenancy/closing'))).toEqual([409, 'tenants.notClosing'])
  await portal.runJobs()
  expect((await mailsTo(portal, member.email)).some(({ subject }) => subject.includes('stays open'))).toBe(
    true,
  )
  expect((await member.client.get<string>('/')).text).not.toContain('Old Guild is closing')
  expect([
    await audited(tenantId, 'tenants.requestClosing'),
    await audited(tenantId, 'tenants.keepTenancy'),
  ]).toEqual([1, 1])
  // Long after the day that had been said nothing happens to it.
  toTheEnd()
  await clockJob()
  await stepUp(boss.client)
  expect((await boss.client.call<Answer>('GET', '/tenancy')).body.state).toBe('active')
})

test('it takes to have stepped up', async () => {
  const { boss } = await association('Guarded')
  portal.clock.advance({ minutes: 11 })
  expect(answer(await ask(boss.client, 'Guarded'))).toEqual([403, 'request.stepUpNeeded'])
})

test('tenants.closedByPlatform: what a platform administrator closes with a reason, only they keep', async () => {
  const { tenantId, boss, member } = await association('Harmful')
  await portal.app.database.pool.query(
    'UPDATE sessions SET proven_until = expires_at WHERE account_id = ANY($1)',
    [[staff.accountId, boss.accountId]],
  )
  const at = `/platform/tenants/${tenantId}`
  const close = (body: object, by = staff.client) => by.call<Answer>('POST', `${at}/closing`, body)
  expect(answer(await close({ name: 'Harmful', reason: 'Fraud' }, boss.client))).toEqual([
    403,
    'request.notAllowed',
  ])
  expect((await close({ name: 'Harmful', reason: '' })).status).toBe(422)
  expect((await staff.client.get<string>(`${at}/close`)).text).toContain('Everybody who belongs to it reads')
  expect((await staff.client.form(`${at}/close`, { name: 'Harmful', reason: 'Fraud' })).status).toBe(303)
  expect(answer(await close({ name: 'Harmful', reason: 'Fraud' }))).toEqual([409, 'tenants.alreadyClosing'])
  expect((await member.client.get<string>('/association/closing')).text).toContain('Fraud')
  expect(answer(await keep(boss.client))).toEqual([403, 'tenants.closedByPlatform'])
  expect((await boss.client.get<string>('/association/state')).text).toContain('only they can take that back')
  expect(await audited(tenantId, 'tenants.closeTenant')).toBe(1)
  expect((await staff.client.form(`/platform/tenants/${tenantId}/keep`, {})).headers.get('location')).toBe(at)
  expect(answer(await staff.client.call('DELETE', `/platform/tenants/${tenantId}/closing`))).toEqual([
    409,
    'tenants.notClosing',
  ])
  expect((await boss.client.call<Answer>('GET', '/tenancy')).body).toMatchObject({
    state: 'active',
    closingReason: null,
  })
})

test('of two closers at once one is told that it closes already', async () => {
  const { boss, tenantId } = await association('Twice')
  const second = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  await stepUp(boss.client)
  const both = await Promise.all([ask(boss.client, 'Twice'), ask(inside(second.client, tenantId), 'Twice')])
  expect(both.map(({ status }) => status).sort()).toEqual([202, 409])
  expect(await audited(tenantId, 'tenants.requestClosing')).toBe(1)
})

test('taken back in the moment of its end, it is either kept or closed, never half of both', async () => {
  const { boss, tenantId } = await association('Edge')
  await ask(boss.client, 'Edge')
  toTheEnd()
  const [kept, ended] = await Promise.all([
    keep(boss.client),
    portal.app.runner.call(endTenant, { tenantId }, { ...system(), now: portal.clock.now() }),
  ])
  const [row] = await portal.app.database.sql<{ closed: boolean; due: boolean }>(sql`
    SELECT closed_at IS NOT NULL AS closed, closing_due_at IS NOT NULL AS due FROM tenancies WHERE tenant_id = ${tenantId}::uuid`)
  expect(row).toEqual({ closed: ended.closed, due: ended.closed })
  expect(kept.status === 200).toBe(!ended.closed)
  // What is left to do of it, so that the tests after this one find nothing.
  await portal.runJobs()
})

test('tenants.notClosed: nothing is erased of what is open, nor ended before its day', async () => {
  const { boss, tenantId } = await association('Open')
  const { runner } = portal.app
  await expect(runner.call(eraseTenantRows, { tenantId, step: 0 }, system())).rejects.toMatchObject({
    code: 'tenants.notClosed',
  })
  await expect(runner.call(noteErasure, { tenantId }, system())).rejects.toMatchObject({
    code: 'tenants.notClosed',
  })
  expect(await runner.call(endTenant, { tenantId }, system())).toEqual({ closed: false, taskId: null })
  await ask(boss.client, 'Open')
  expect(await runner.call(endTenant, { tenantId }, system())).toEqual({ closed: false, taskId: null })
  const due = await runner.ask(listDueTenants, {}, system())
  expect(due.items.map((each) => each.tenantId)).not.toContain(tenantId)
  const people = await runner.ask(listPeopleToTell, { tenantId, after: null, limit: 1 }, system())
  expect(people).toMatchObject({ state: 'closing', total: 2, people: 1 })
  // Letters of a closing that was taken back meanwhile are not sent.
  await runner.call(tellPeople, { tenantId, change: 'kept' }, system(tenantId))
  await portal.runJobs()
  expect((await mailsTo(portal, boss.email)).map(({ subject }) => subject)).toEqual(['Open is closing'])
  await keep(boss.client)
})

test('closed for good: nobody comes in, everything goes but what has to stay, and accounts go on elsewhere', async () => {
  // What the tests before this one have left due.
  await clockJob()
  await portal.runJobs()
  const { boss, member, tenantId } = await association('Ended')
  const { runner, database, services } = portal.app
  await database.sql(sql`
    INSERT INTO tenancies (tenant_id, slug) VALUES (${tenantId}::uuid, 'ended-guild') ON CONFLICT (tenant_id) DO UPDATE SET slug = 'ended-guild'`)
  // The member is somebody in another association as well.
  const { personId: otherId } = await runner.call(
    addPerson,
    { accountId: member.accountId, givenName: 'Other', familyName: 'Self', locale: 'en', timeZone: 'UTC' },
    system(home),
  )
  await runner.call(addMember, { unitId: home, personId: otherId }, system(home))
  await runner.call(grantRole, { unitId: home, personId: otherId, role: 'member' }, system(home))
  const unitId = await makeUnit(portal, tenantId, tenantId, 'Booth 7')
  await makeEntry(portal, tenantId, unitId)
  const { program } = await makeApiToken(portal, boss, { unitId: tenantId, scopes: ['units.read'] })
  const png = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#345' } })
    .png()
    .toBuffer()
  const photo = await fetch(`${portal.url}/api/v1/me/photo`, {
    method: 'PUT',
    body: new Uint8Array(png),
    headers: {
      'Content-Type': 'image/png',
      Cookie: [...member.client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  expect(photo.status).toBe(200)
  await boss.client.call('POST', '/invitations', { unitId, address: 'asked@example.org' })
  await boss.client.call('POST', '/companies', { legalName: 'Sole Trader', country: 'UA' })
  await boss.client.prove()
  await boss.client.call('POST', `/units/${unitId}/export`)
  await portal.runJobs()
  const [file] = await database.sql<{ fileId: string }>(
    sql`SELECT file_id AS "fileId" FROM kept_files WHERE tenant_id = ${tenantId}::uuid ORDER BY file_id LIMIT 1`,
  )
  // An association can vouch for a session of its own people.
  const vouched = await signedIn(portal, boss.email)
  await database.pool.query(
    'UPDATE sessions SET vouched_by = $1 WHERE account_id = $2 AND id = (SELECT max(id::text)::uuid FROM sessions WHERE account_id = $2)',
    [tenantId, boss.accountId],
  )
  await stepUp(boss.client)
  expect((await ask(boss.client, 'Ended')).status).toBe(202)
  expect((await program.call('GET', '/units')).status).toBe(200)
  await portal.runJobs()
  toTheEnd()
  await clockJob()

  // At once, before anything is erased.
  for (const client of [boss.client, member.client]) {
    const page = await client.get<string>('/units')
    expect([page.status, page.text.includes('This association is closed for good')]).toEqual([403, true])
    expect(page.text).toContain('Choose another association')
    expect(answer(await client.call<Answer>('GET', '/units'))).toEqual([403, 'request.tenantClosed'])
  }
  expect(answer(await program.call('GET', '/units'))).toEqual([403, 'request.tenantClosed'])
  expect(answer(await keep(boss.client))).toEqual([403, 'request.tenantClosed'])
  const chosen = await portal.visitor().call<Answer>('POST', '/association', { tenantId })
  expect(answer(chosen)).toEqual([409, 'identity.unknownAssociation'])
  const offered = await portal.visitor().call<{ items: Array<{ id: string }> }>('GET', '/associations')
  expect(offered.body.items.map(({ id }) => id)).not.toContain(tenantId)

  // A worker is killed in the middle of it; the clock finds nothing to do meanwhile, and the next run goes on.
  const [queued] = await portal.app.boss.fetch<JobData>(eraseTenant.name)
  if (!queued) throw new Error('No erasure waits.')
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('killed')), 60)
  await handleOnce(portal.app, eraseTenant, queued.data, stop.signal).catch(() => {})
  await clockJob()
  expect(await portal.app.boss.fetch(eraseTenant.name)).toEqual([])
  await handleOnce(portal.app, eraseTenant, queued.data, new AbortController().signal)
  await portal.runJobs()

  const rows = async (table: string) =>
    (
      await database.sql<{ count: number }>(
        sql`SELECT count(*)::int AS count FROM ${trusted(`"${table}"`)} WHERE tenant_id = ${tenantId}::uuid`,
      )
    )[0]?.count
  const left: Record<string, number | undefined> = {}
  for (const { tenantData } of modules(testConfig()))
    for (const rowsThatGo of tenantData?.goes ?? []) {
      const table = typeof rowsThatGo === 'string' ? rowsThatGo : rowsThatGo.table
      if (tenantData?.stays?.[table] === undefined) left[table] = await rows(table)
    }
  expect(Object.keys(left).length).toBeGreaterThan(30)
  expect(Object.entries(left).filter(([, count]) => count !== 0)).toEqual([])
  const people = await database.sql(sql`
    SELECT 1 FROM persons WHERE tenant_id = ${tenantId}::uuid
      AND (display_name <> '' OR email IS NOT NULL OR account_id IS NOT NULL OR photo_id IS NOT NULL OR deleted_at IS NULL)`)
  expect([people, await rows('persons')]).toEqual([[], 3])
  const [key] = await database.sql<{ gone: boolean }>(
    sql`SELECT sealed_key IS NULL AS gone FROM person_keys WHERE id = ${member.personId}::uuid`,
  )
  expect(key?.gone).toBe(true)
  await expect(services.storage.read(keyOf(file?.fileId ?? ''))).rejects.toThrow()
  expect(await audited(tenantId, 'tenants.endTenant')).toBe(1)
  expect(await audited(tenantId, 'tenants.noteErasure')).toBe(1)
  expect((await mailsTo(portal, member.email)).some(({ subject }) => subject === 'Ended is closed')).toBe(
    true,
  )
  expect((await vouched.call('GET', '/account/sessions')).status).toBe(401)

  // The account, and who it is elsewhere, are as they were; so is the other association.
  const elsewhere = inside(await signedIn(portal, member.email), home)
  expect((await elsewhere.call<{ personId: string }>('GET', '/me/profile')).body.personId).toBe(otherId)
  expect((await boss.client.call('GET', '/account/security')).status).toBe(200)
  // Nobody else comes to its short name.
  await database.pool.query('UPDATE sessions SET proven_until = expires_at')
  const taken = await elsewhere.call<Answer>('POST', '/foundings', {
    name: 'Ended again',
    slug: 'ended-guild',
    locale: 'en',
    timeZone: 'UTC',
    unitKind: 'Chapter',
    familyName: 'Bondar',
  })
  expect(answer(taken)).toEqual([409, 'tenants.slugTaken'])
  const seen = await staff.client.call<Answer>('GET', `/platform/tenants/${tenantId}`)
  expect([seen.status, seen.body.state, typeof seen.body.erasedAt]).toEqual([200, 'closed', 'string'])
  expect(await runner.ask(listDueTenants, {}, system())).toEqual({ items: [] })
})

test('where an erasure has failed for good, the clock begins another one', async () => {
  const { boss, tenantId } = await association('Stuck')
  await ask(boss.client, 'Stuck')
  toTheEnd()
  await clockJob()
  await portal.app.boss.fetch(eraseTenant.name)
  await portal.app.database.sql(sql`
    UPDATE tasks SET state = 'failed', ended_at = ${portal.clock.now()}
    WHERE id = (SELECT erasure_task_id FROM tenancies WHERE tenant_id = ${tenantId}::uuid)`)
  await clockJob()
  await portal.runJobs()
  const [row] = await portal.app.database.sql<{ erased: boolean }>(
    sql`SELECT erased_at IS NOT NULL AS erased FROM tenancies WHERE tenant_id = ${tenantId}::uuid`,
  )
  expect(row?.erased).toBe(true)
  // What was told of it meanwhile is told to nobody any more.
  expect(await portal.runJobs()).toBe(0)
})
