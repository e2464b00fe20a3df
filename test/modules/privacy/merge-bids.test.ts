import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { runPurges } from '../../../src/platform/slots/purges.ts'
import { endProject, makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let staff: MadePerson
let first: MadePerson
let second: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
beforeEach(async () => {
  first = await makePerson(portal, { tenantId })
  second = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

interface Reply {
  code?: string
  mergeId: string
  left: unknown[]
  warnings: string[]
}

const ids = () => ({ keptId: first.personId, mergedId: second.personId })
const merge = () => staff.client.call<Reply>('POST', '/people/merges', ids())
const undo = ({ body }: { body: Reply }) => staff.client.call<Reply>('POST', `/merges/${body.mergeId}/undo`)
const warned = async () =>
  (await staff.client.call<Reply>('GET', `/people/merges/preview?${new URLSearchParams(ids())}`)).body
    .warnings
const purge = () => {
  const { registry, database, services, runner, log } = portal.app
  return runPurges({ registry, database, services, runner, log }, portal.app.asSystem('test'))
}
const project = async () => (await makeProject(staff, { unitId: tenantId, currency: 'USD' })).projectId
const standing = (projectId: string) =>
  portal.app.database.sql<{ id: string; personId: string; status: string; isAside: boolean }>(sql`
    SELECT id, person_id AS "personId", status, set_aside_at IS NOT NULL AS "isAside" FROM applications
    WHERE project_id = ${projectId}::uuid ORDER BY id`)

test('what was submitted counts before a draft, whichever entry is kept; undone, both are as they were', async () => {
  const projectId = await project()
  const draft = await makeApplication(first, projectId, {}, { isSubmitted: false })
  const submitted = await makeApplication(second, projectId)
  const before = await standing(projectId)
  expect(await warned()).toEqual([expect.stringContaining('Both have begun an application')])
  const merged = await merge()
  expect(merged.status).toBe(201)
  expect(await standing(projectId)).toEqual([
    { id: draft.applicationId, personId: first.personId, status: 'draft', isAside: true },
    { id: submitted.applicationId, personId: first.personId, status: 'submitted', isAside: false },
  ])
  const refused = await first.client.call<Reply>('POST', `/applications/${draft.applicationId}/submission`)
  expect([refused.status, refused.body.code]).toEqual([409, 'applications.setAside'])
  expect((await first.client.get(`/my-applications/${draft.applicationId}`)).text).toContain(
    'another application of yours',
  )
  expect(
    (await first.client.call('POST', `/applications/${submitted.applicationId}/withdrawal`)).status,
  ).toBe(200)
  await first.client.call('POST', `/applications/${submitted.applicationId}/submission`)
  expect((await undo(merged)).status).toBe(200)
  expect(await standing(projectId)).toEqual(before)
})

test('of two that were submitted the later one is withdrawn, as the preview says, and is not read by staff', async () => {
  const projectId = await project()
  const later = async (by: MadePerson) => {
    portal.clock.advance({ seconds: 1 })
    return makeApplication(by, projectId)
  }
  const [one, other] = [await later(second), await later(first)]
  const before = await standing(projectId)
  expect(await warned()).toEqual([expect.stringContaining('the other is withdrawn')])
  const merged = await merge()
  expect(await standing(projectId)).toEqual([
    { id: one.applicationId, personId: first.personId, status: 'submitted', isAside: false },
    { id: other.applicationId, personId: first.personId, status: 'withdrawn', isAside: true },
  ])
  await endProject(portal, projectId)
  const { body } = await staff.client.call<{ items: Array<{ id: string }> }>(
    'GET',
    `/applications?project=${projectId}`,
  )
  expect(body.items.map(({ id }) => id)).toEqual([one.applicationId])
  expect((await undo(merged)).status).toBe(200)
  expect(await standing(projectId)).toEqual(before)
  // What cannot be undone any more is dropped, and nothing of what counts.
  expect((await merge()).status).toBe(201)
  const documents = () =>
    portal.app.database.sql<{ id: string }>(sql`
      SELECT b.application_id AS id FROM bids b JOIN applications a ON a.id = b.application_id
      WHERE a.project_id = ${projectId}::uuid AND b.document IS NOT NULL`)
  const pass = (days: number) =>
    portal.app.database.sql(sql`
      UPDATE applications SET set_aside_at = set_aside_at - make_interval(days => ${days}::int) WHERE set_aside_at IS NOT NULL`)
  await pass(29)
  await purge()
  expect(await documents()).toHaveLength(2)
  await pass(2)
  await purge()
  expect(await documents()).toEqual([{ id: one.applicationId }])
  const dropped = await portal.app.database.sql<{ id: string }>(sql`
    SELECT changes->0->>'id' AS id FROM audit_trail WHERE operation = ${'applications.dropSetAside'}`)
  expect(dropped).toEqual([{ id: other.applicationId }])
})

test('applications.bothWitnesses: a part of a key moves with its witness, and nobody comes to hold two', async () => {
  const sealed = async (witnesses: MadePerson[]) => {
    const { projectId } = await makeProject(
      staff,
      { unitId: tenantId, currency: 'USD' },
      { isPublished: false },
    )
    const path = `/projects/${projectId}/sealing`
    await staff.client.call('PUT', path, { threshold: 2, witnesses: witnesses.map(({ email }) => email) })
    for (const { client } of witnesses)
      await client.call('POST', `${path}/acceptance`, { passphrase: 'four quiet words here' })
    expect((await staff.client.call('POST', `/projects/${projectId}/publication`)).status).toBe(200)
    return path
  }
  const other = await makePerson(portal, { tenantId })
  const both = await sealed([first, second])
  const refused = await merge()
  expect([refused.status, refused.body.code]).toEqual([409, 'applications.bothWitnesses'])
  await staff.client.call('POST', both.replace('sealing', 'cancellation'), { reason: 'Offered anew' })
  const path = await sealed([second, other])
  expect((await merge()).status).toBe(201)
  await endProject(portal, path.split('/')[2] ?? '')
  portal.clock.advance({ seconds: 61 })
  for (const { client } of [first, other]) {
    const given = await client.call<Reply>('POST', `${path}/opening`, { passphrase: 'four quiet words here' })
    expect([given.status, given.body.code]).toEqual([200, undefined])
  }
})

test('a review sheet that was handed in is not dropped for one that was not', async () => {
  const projectId = await project()
  const { applicationId } = await makeApplication(await makePerson(portal, { tenantId }), projectId)
  const give = (personId: string, status: string, total: number | null) =>
    portal.app.database.sql(sql`
      INSERT INTO review_sheets (id, tenant_id, project_id, application_id, person_id, status, marks, total, assigned_at, handed_in_at)
      VALUES (gen_random_uuid(), ${tenantId}::uuid, ${projectId}::uuid, ${applicationId}::uuid, ${personId}::uuid, ${status},
        '{"v": 1, "marks": []}', ${total}::int, now(), CASE WHEN ${status} = 'handedIn' THEN now() END)`)
  await give(first.personId, 'open', null)
  await give(second.personId, 'handedIn', 7000)
  const sheets = () =>
    portal.app.database.sql<{ personId: string; total: number | null }>(sql`
      SELECT person_id AS "personId", total FROM review_sheets WHERE application_id = ${applicationId}::uuid ORDER BY total NULLS FIRST`)
  const before = await sheets()
  const merged = await merge()
  expect(await sheets()).toEqual([{ personId: first.personId, total: 7000 }])
  expect((await undo(merged)).status).toBe(200)
  expect(await sheets()).toEqual(before)
  // Both are in: the first one counts, whichever entry is kept.
  await portal.app.database.sql(sql`
    UPDATE review_sheets SET status = 'handedIn', total = 5000, handed_in_at = now() + interval '1 hour'
    WHERE person_id = ${first.personId}::uuid`)
  const both = await sheets()
  const again = await merge()
  expect(await sheets()).toEqual([
    { personId: first.personId, total: null },
    { personId: second.personId, total: 7000 },
  ])
  expect((await undo(again)).status).toBe(200)
  expect(await sheets()).toEqual(both)
})

test('applications.witnessAndApplicant: nobody comes to open the bids among which their own is', async () => {
  const other = await makePerson(portal, { tenantId })
  const { projectId } = await makeProject(
    staff,
    { unitId: tenantId, currency: 'USD' },
    { isPublished: false },
  )
  const path = `/projects/${projectId}/sealing`
  await staff.client.call('PUT', path, { threshold: 2, witnesses: [first.email, other.email] })
  for (const { client } of [first, other])
    await client.call('POST', `${path}/acceptance`, { passphrase: 'four quiet words here' })
  await staff.client.call('POST', `/projects/${projectId}/publication`)
  const { applicationId } = await makeApplication(second, projectId)
  const refused = await merge()
  expect([refused.status, refused.body.code]).toEqual([409, 'applications.witnessAndApplicant'])
  await second.client.call('POST', `/applications/${applicationId}/withdrawal`)
  expect((await merge()).status).toBe(201)
})
