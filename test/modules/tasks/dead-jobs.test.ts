import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface DeadJob {
  id: string
  job: string
  payload: { unitId: string }
  tries: number
}

const queue = 'units.tellManagersOfUnit'

let portal: Portal
let tenantId: string
let elsewhere: string
let manager: MadePerson
let administrator: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  elsewhere = await makeAssociation(portal, 'Elsewhere')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  stranger = await makePerson(portal, { tenantId: elsewhere, roles: ['administrator'] })
  await portal.runJobs()
})
afterAll(() => portal.close())

/** Somebody made a unit, and the mail of it failed at every try. */
async function makeDeadJob(tenant = tenantId): Promise<string> {
  const unitId = await makeUnit(portal, tenant)
  const { boss, database } = portal.app
  await database.sql(sql`UPDATE pgboss.job SET retry_limit = 0 WHERE name = ${queue}`)
  for (const { id } of await boss.fetch(queue, { batchSize: 10 }))
    await boss.fail(queue, id, { message: 'no such mailbox: someone@example.org' })
  return unitId
}

async function listed({ client } = administrator): Promise<DeadJob[]> {
  const reply = await client.call<{ items: DeadJob[] }>('GET', '/dead-jobs')
  expect(reply.status).toBe(200)
  expect(reply.text).not.toContain('someone@example.org')
  return reply.body.items
}

test('administrators see what failed at every try, by ids, and send one back', async () => {
  const unitId = await makeDeadJob()
  const [dead] = (await listed()).filter(({ payload }) => payload.unitId === unitId)
  expect(dead).toMatchObject({ job: queue, tries: 1 })
  const mails = (await mailsTo(portal, manager.email)).length
  const reply = await administrator.client.call('POST', '/dead-jobs/redrive', { ids: [dead?.id] })
  expect(reply.body).toEqual({ count: 1 })
  expect(await listed()).toEqual([])
  await portal.runJobs()
  expect(await mailsTo(portal, manager.email)).toHaveLength(mails + 1)
})

test('what a job had done before is not done again when it is sent back', async () => {
  await makeUnit(portal, tenantId)
  const { boss, database } = portal.app
  const [waiting] = await database.sql<{ data: object }>(
    sql`SELECT data FROM pgboss.job WHERE name = ${queue} AND state = 'created'`,
  )
  await portal.runJobs()
  const mails = (await mailsTo(portal, manager.email)).length
  // The worker died between the mail and saying so, at its last try.
  await boss.send(queue, waiting?.data as object, { retryLimit: 0 })
  for (const { id } of await boss.fetch(queue)) await boss.fail(queue, id)
  await administrator.client.call('POST', '/dead-jobs/redrive', {})
  expect(await portal.runJobs()).toBe(1)
  expect(await mailsTo(portal, manager.email)).toHaveLength(mails)
})

describe('those of another association', () => {
  test('are neither seen nor sent back', async () => {
    await makeDeadJob(elsewhere)
    expect(await listed()).toEqual([])
    const reply = await administrator.client.call('POST', '/dead-jobs/redrive', {})
    expect(reply.body).toEqual({ count: 0 })
    const [{ id } = { id: '' }] = await portal.app.services.deadLetters.list(portal.app.database.sql, {
      tenantId: null,
      limit: 10,
    })
    expect((await administrator.client.call('POST', '/dead-jobs/redrive', { ids: [id] })).body).toEqual({
      count: 0,
    })
    expect((await stranger.client.call('GET', '/dead-jobs')).status).toBe(403)
  })

  test('are told to those who run the installation, with why they failed', async () => {
    const { services, database } = portal.app
    const [dead] = await services.deadLetters.list(database.sql, { tenantId: null, limit: 10 })
    expect(dead).toMatchObject({ tenantId: elsewhere, fault: 'no such mailbox: someone@example.org' })
    expect(
      await services.deadLetters.redrive(database.sql, { tenantId: null, job: 'files.removeBytes' }),
    ).toBe(0)
    expect(await services.deadLetters.redrive(database.sql, { tenantId: null, job: queue })).toBe(1)
    await portal.runJobs()
  })
})

test('the page lists them, and its buttons send one or all back', async () => {
  expect((await administrator.client.get('/dead-jobs')).text).toContain('No failed jobs')
  const unitId = await makeDeadJob()
  await makeDeadJob()
  const page = await administrator.client.get('/dead-jobs')
  expect(page.text).toContain(unitId)
  const [first] = await listed()
  expect((await administrator.client.form('/dead-jobs', { ids: first?.id ?? '' })).status).toBe(303)
  expect(await listed()).toHaveLength(1)
  expect((await administrator.client.form('/dead-jobs', {})).status).toBe(303)
  expect(await listed()).toEqual([])
  await portal.runJobs()
})

test('members and managers neither see nor send any', async () => {
  for (const { client } of [manager, await makePerson(portal, { tenantId })]) {
    expect((await client.call('GET', '/dead-jobs')).status).toBe(403)
    expect((await client.call('POST', '/dead-jobs/redrive', { ids: [randomUUID()] })).status).toBe(403)
  }
})

test('metrics say how much waits, for how long, and how many are dead', async () => {
  await makeDeadJob()
  await makeUnit(portal, tenantId)
  const metrics = (await portal.visitor().get('/metrics')).text
  expect(metrics).toContain(`guildhall_jobs_waiting{queue="${queue}"} 1`)
  expect(metrics).toContain('guildhall_jobs_dead 1')
  expect(metrics).toMatch(/guildhall_jobs_oldest_waiting_seconds\{queue="units\.tellManagersOfUnit"\} [\d.]+/)
  await portal.runJobs()
})
