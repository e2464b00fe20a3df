import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mostCategories, mostDemands } from '../../../src/modules/projects/project.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  projectId: string
  code?: string
  missing?: Array<{ field: string; code: string }>
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string
let staff: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  // Currencies to choose from are those of what there is.
  await makeProject(staff, { unitId: tenantId, currency: 'USD', budgetUntil: 100_000 })
})
afterAll(() => portal.close())

const call = (method: string, path: string, body?: object) => staff.client.call<Reply>(method, path, body)
const coded = ({ status, body }: { status: number; body: Reply }) => [status, body.code]

test('projects.unitClosed: a closed unit offers nothing new', async () => {
  const unitId = await makeUnit(portal, tenantId)
  expect((await call('POST', `/units/${unitId}/close`)).status).toBe(200)
  expect(coded(await call('POST', '/projects', { unitId, title: 'Late' }))).toEqual([
    409,
    'projects.unitClosed',
  ])
})

test('projects.error.noContact: what nobody could be asked about is not published', async () => {
  const { projectId } = await makeProject(
    staff,
    { unitId: tenantId, contactEmail: null },
    { isPublished: false },
  )
  const refused = await call('POST', `/projects/${projectId}/publication`)
  expect([refused.status, refused.body.issues]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/contactEmail', code: 'projects.error.noContact' })],
  ])
})

test('projects.error.noFile: nothing is no file', async () => {
  const { projectId } = await makeProject(staff, { unitId: tenantId }, { isPublished: false })
  const form = new FormData()
  const reply = await fetch(`${portal.url}/managed-projects/${projectId}/files/new`, {
    method: 'POST',
    body: form,
    headers: { Cookie: `session=${staff.client.cookies.get('session')}`, Origin: portal.url },
  })
  expect([reply.status, await reply.text()]).toEqual([422, expect.stringContaining('Choose a file.')])
})

test('projects.tooManyDemands and projects.tooManyCategories: there is an end to them', async () => {
  const { projectId } = await makeProject(staff, { unitId: tenantId }, { isPublished: false })
  const { pool } = portal.app.database
  await pool.query(
    `INSERT INTO project_demands (id, tenant_id, project_id, kind, title, created_at)
     SELECT gen_random_uuid(), $1, $2, 'licence', 'Class ' || n, now() FROM generate_series(1, $3::int) n`,
    [tenantId, projectId, mostDemands],
  )
  const demand = { kind: 'licence', title: 'One more', isGate: false }
  expect(coded(await call('POST', `/projects/${projectId}/demands`, demand))).toEqual([
    409,
    'projects.tooManyDemands',
  ])
  await pool.query(
    `INSERT INTO project_categories (id, tenant_id, name, created_at, updated_at)
     SELECT gen_random_uuid(), $1, '{"v":1,"en":"Category"}', now(), now() FROM generate_series(1, $2::int)`,
    [tenantId, mostCategories],
  )
  expect(coded(await call('POST', '/project-categories', { name: { en: 'One more' } }))).toEqual([
    409,
    'projects.tooManyCategories',
  ])
})

test.each([
  ['budgetFrom=1000', 'currency', 'Choose a currency for the amount.'],
  ['currency=USD&budgetFrom=much', 'budgetFrom', 'This is no amount. Write 1,000 or 1,000.50.'],
  ['deadlineUntil=2026-02-30', 'deadlineUntil', 'This is no day of the calendar.'],
  ['sort=distance', 'near', 'To sort by distance, say near what.'],
])('the list at %s says at %s what means nothing, and its feed is none', async (query, field, words) => {
  const { text } = await staff.client.get(`/projects?${query}`)
  expect(text.slice(text.indexOf(`name="${field}`))).toContain(words)
  expect((await staff.client.get(`/projects.atom?${query}`)).status).toBe(422)
})
