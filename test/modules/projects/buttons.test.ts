import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { type MadeProject, makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let staff: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

const made = (isPublished: boolean, said: object = {}): Promise<MadeProject> =>
  makeProject(staff, { unitId: tenantId, ...said }, { isPublished })

const stateOf = async ({ projectId }: MadeProject) =>
  (await staff.client.call<{ status: string }>('GET', `/projects/${projectId}`)).body.status

test('a draft is written in the portal, as people write amounts and lists', async () => {
  const { client } = staff
  const wrong = await client.form('/managed-projects/new', { unitId: tenantId, title: '', currency: 'USD' })
  expect(wrong.status).toBe(422)
  const right = await client.form('/managed-projects/new', {
    unitId: tenantId,
    title: 'Mend the pier',
    description: 'Planks and nails',
    currency: 'USD',
    budgetFrom: '1,000.50',
    budgetUntil: '2 000',
    skills: 'Carpentry\nDiving',
    deadline: '2998-01-01T12:00',
    timeZone: 'Europe/Kyiv',
    contactPhone: '+380441234567',
    experienceYears: '3',
    priority: 'high',
    visibility: 'public',
    openTo: 'company',
  })
  expect(right.status).toBe(303)
  const slug = right.headers.get('location')?.split('/').at(-1) ?? ''
  const page = await client.get(`/projects/${slug}`)
  expect(page.text).toContain('$1,000.50 to $2,000.00')
  expect(page.text).toContain('Carpentry · Diving')
  const { body } = await client.call<{ items: Array<{ id: string }> }>('GET', '/managed-projects?search=pier')
  const id = body.items[0]?.id
  const edit = await client.get(`/managed-projects/${id}/edit`)
  expect(edit.text).toMatch(/name="budgetFrom"[^>]*value="1000\.50"/)
  expect(edit.text).toContain('2998-01-01T12:00')
  const saved = await client.form(`/managed-projects/${id}/edit`, {
    title: 'Mend the old pier',
    description: 'Planks',
    deadline: '2998-01-01T12:00',
    timeZone: 'Europe/Kyiv',
    contactPhone: '+380441234567',
    experienceYears: '3',
    priority: 'high',
    visibility: 'public',
    openTo: 'company',
  })
  expect(saved.status).toBe(303)
  // How much it matters to staff is told to them alone.
  await client.call('POST', `/projects/${id}/publication`)
  const told = async (reader: { call: typeof client.call }) =>
    (await reader.call<{ priority: string | null }>('GET', `/projects/${id}`)).body.priority
  expect([await told(client), await told(portal.visitor())]).toEqual(['high', null])
  expect((await client.get('/managed-projects')).text).toContain('>High<')
  expect((await client.get(`/managed-projects/${id}`)).headers.get('location')).toBe(`/projects/${slug}`)
})

test('papers are asked for and given up by buttons', async () => {
  const { client } = staff
  const { projectId } = await made(false, { currency: 'USD' })
  const asked = await client.form(`/managed-projects/${projectId}/demands/new`, {
    kind: 'bond',
    title: 'Bid bond',
    currency: 'USD',
    amount: '5,000',
    isGate: 'true',
  })
  expect(asked.status).toBe(303)
  const read = async () =>
    (
      await client.call<{ demands: Array<{ id: string; amount: number; isGate: boolean }> }>(
        'GET',
        `/projects/${projectId}`,
      )
    ).body.demands
  const [demand] = await read()
  expect(demand).toMatchObject({ amount: 500_000, isGate: true })
  await client.form(`/managed-projects/${projectId}/demands/${demand?.id}/remove`, {})
  expect(await read()).toEqual([])
})

test('each step has its button, and says so where it is too late for it', async () => {
  const { client } = staff
  const project = await made(false)
  const { projectId } = project
  await client.form(`/managed-projects/${projectId}/publish`, {})
  expect(await stateOf(project)).toBe('published')
  await client.form(`/managed-projects/${projectId}/close`, { reason: 'Enough' })
  expect(await stateOf(project)).toBe('closed')
  await client.form(`/managed-projects/${projectId}/review`, {})
  expect(await stateOf(project)).toBe('closed')
  expect((await client.get(`/projects/${project.slug}`)).text).toContain('by what applications are weighed')
  await client.call('PUT', `/projects/${projectId}/rubric`, { criteria: [{ name: 'Price' }] })
  await client.form(`/managed-projects/${projectId}/review`, {})
  expect(await stateOf(project)).toBe('reviewing')
  await client.form(`/managed-projects/${projectId}/cancel`, { reason: 'No money' })
  expect(await stateOf(project)).toBe('cancelled')
  expect((await client.get(`/projects/${project.slug}`)).text).toContain('No money')
  const late = await client.form(`/managed-projects/${projectId}/close`, { reason: 'Enough' })
  expect(late.status).toBe(303)
  expect((await client.get(`/projects/${project.slug}`)).text).toContain('another state by now')
})

test('a draft is thrown away by its button', async () => {
  const { client } = staff
  const { projectId } = await made(false)
  const gone = await client.form(`/managed-projects/${projectId}/discard`, {})
  expect(gone.headers.get('location')).toBe('/managed-projects')
  expect((await client.call('GET', `/projects/${projectId}`)).status).toBe(404)
})

test('categories are named, put away and taken up again by buttons', async () => {
  const { client } = staff
  expect((await client.form('/settings/project-categories/new', { 'name.en': 'Roads' })).status).toBe(303)
  const read = async () =>
    (
      await client.call<{ items: Array<{ id: string; label: string; archivedAt: string | null }> }>(
        'GET',
        '/project-categories',
      )
    ).body.items[0]
  const id = (await read())?.id
  await client.form(`/settings/project-categories/${id}`, { 'name.en': 'Roads and bridges' })
  await client.form(`/settings/project-categories/${id}/archive`, {})
  expect(await read()).toMatchObject({ label: 'Roads and bridges', archivedAt: expect.any(String) })
  await client.form(`/settings/project-categories/${id}/restore`, {})
  expect((await read())?.archivedAt).toBeNull()
})
