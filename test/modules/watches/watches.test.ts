import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readDigest, takeDueWatches } from '../../../src/modules/watches/index.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Watch {
  id: string
  name: string
  query: string
  rhythm: string
  items: Watch[]
  code?: string
  issues?: Array<{ pointer: string }>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId)
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

const newcomer = () => makePerson(portal, { tenantId })
const save = async ({ client }: MadePerson, name: string, query: string, rhythm = 'atOnce') =>
  (await client.call<Watch>('POST', '/me/project-watches', { name, query, rhythm })).body
const publish = async (title: string, more: object = {}) => {
  portal.clock.advance({ seconds: 1 })
  return makeProject(staff, { unitId: tenantId, title, description: 'Work', ...more })
}
const look = async (rhythm: 'daily' | 'weekly') => {
  portal.clock.advance({ seconds: 1 })
  return portal.app.runner.call(takeDueWatches, { rhythm }, portal.app.asSystem('test'))
}
const letters = async ({ email }: MadePerson) =>
  (await mailsTo(portal, email)).filter(({ text }) => text.includes('this is new of what you look for'))

test('what fits a search is told at once, once, in one letter of all searches, and nothing else', async () => {
  const reader = await newcomer()
  await save(reader, 'Bridges', 'https://portal.example/projects?search=bridge&cursor=x&utm=y')
  await save(reader, 'Steel', 'skill=Welding')
  await publish('Old wall', { skills: ['Masonry'] })
  const { slug } = await publish('Bridge of steel', { skills: ['welding'] })
  await portal.runJobs()
  const [letter, ...others] = await letters(reader)
  expect([letter?.subject, others]).toEqual(['New project: Bridge of steel', []])
  expect(letter?.text).toContain(`/projects/${slug}`)
  expect(letter?.text).toContain('/unsubscribe/')
  const { items } = (await reader.client.call<Watch>('GET', '/me/project-watches')).body
  expect(items.map(({ query }) => query)).toEqual(['search=bridge', 'skill=Welding'])
  const { rows } = await portal.app.database.pool.query<{ digestId: string }>(
    `SELECT digest_id AS "digestId" FROM told_projects WHERE person_id = $1`,
    [reader.personId],
  )
  const digest = { personId: reader.personId, digestId: rows[0]?.digestId ?? '' }
  const read = (of: string) => portal.app.runner.ask(readDigest, digest, portal.app.asSystem('test', of))
  expect((await read(tenantId)).items.map(({ title }) => title)).toEqual(['Bridge of steel'])
  expect((await read(await makeAssociation(portal))).items).toEqual([])
  // A search of the same that is looked at later has nothing to say any more.
  await save(reader, 'Bridges daily', 'search=bridge', 'daily')
  await look('daily')
  await portal.runJobs()
  expect(await letters(reader)).toHaveLength(1)
})

test('at once tells also what is found late, as of a source whose run began before somebody was told last', async () => {
  const reader = await newcomer()
  await save(reader, 'Weirs', 'search=weir')
  const begun = portal.clock.now().getTime() + 500
  await publish('First weir')
  await portal.runJobs()
  const { projectId } = await publish('Second weir')
  await portal.app.database.pool.query('UPDATE projects SET published_at = $1 WHERE id = $2', [
    new Date(begun),
    projectId,
  ])
  await portal.runJobs()
  expect((await letters(reader)).map(({ subject }) => subject).sort()).toEqual([
    'New project: First weir',
    'New project: Second weir',
  ])
})

test('a look waits for another one that is going on, and tells what that could not find yet', async () => {
  const reader = await newcomer()
  await save(reader, 'Sluices', 'search=sluice')
  const client = await portal.app.database.pool.connect()
  try {
    await client.query('BEGIN')
    const begun = portal.clock.now()
    await client.query('SELECT FROM project_watches WHERE person_id = $1 FOR UPDATE', [reader.personId])
    await publish('Sluice')
    const jobs = portal.runJobs()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await client.query('UPDATE project_watches SET looked_at = $1 WHERE person_id = $2', [
      begun,
      reader.personId,
    ])
    await client.query('COMMIT')
    await jobs
  } finally {
    client.release()
  }
  expect((await letters(reader)).map(({ subject }) => subject)).toEqual(['New project: Sluice'])
})

test('daily and weekly ones wait, and tell all that came meanwhile', async () => {
  const [daily, weekly] = [await newcomer(), await newcomer()]
  await save(daily, 'Locks', 'search=lock', 'daily')
  await save(weekly, 'Locks', 'search=lock', 'weekly')
  await publish('Lock one')
  await publish('Lock two')
  await portal.runJobs()
  expect([await letters(daily), await letters(weekly)]).toEqual([[], []])
  const both = await Promise.all([look('daily'), look('daily')])
  expect(both.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThan(0)
  await portal.runJobs()
  expect((await letters(daily)).map(({ subject }) => subject)).toEqual(['2 new projects'])
  expect(await letters(weekly)).toEqual([])
  await look('weekly')
  await portal.runJobs()
  expect(await letters(weekly)).toHaveLength(1)
})

test('a letter tells what its reader may see by then: nothing of other units, of what was cancelled, or while they rest', async () => {
  const [outsider, resting] = [await newcomer(), await newcomer()]
  for (const reader of [outsider, resting]) await save(reader, 'Piers', 'search=pier', 'daily')
  await publish('Pier of the unit', { unitId, visibility: 'unit' })
  const cancelled = await publish('Pier that is not to be')
  await publish('Pier for members', { visibility: 'members' })
  await look('daily')
  const reason = { reason: 'No money' }
  await staff.client.call('POST', `/projects/${cancelled.projectId}/cancellation`, reason)
  await portal.app.database.pool.query(
    `INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, decided_at)
     VALUES (gen_random_uuid(), $1, $2, 'suspended', now() - interval '1 year', now())`,
    [tenantId, resting.personId],
  )
  await portal.runJobs()
  const [letter, ...others] = await letters(outsider)
  expect([letter?.subject, others]).toEqual(['New project: Pier for members', []])
  expect(await letters(resting)).toEqual([])
})

test('whoever turned the topic off is sent nothing', async () => {
  const reader = await newcomer()
  await save(reader, 'Dams', 'search=dam')
  const choices = [{ topic: 'watches.newProjects', channel: 'email', wanted: false }]
  const turned = await reader.client.call('PUT', '/me/notification-preferences', { choices })
  expect(turned.status).toBe(200)
  await publish('Dam')
  await portal.runJobs()
  expect(await letters(reader)).toEqual([])
})

test('a search is one’s own: changed, found again and forgotten by its owner alone', async () => {
  const [reader, other] = [await newcomer(), await newcomer()]
  const { id } = await save(reader, 'Roads', 'search=road', 'never')
  expect((await save(reader, 'ROADS', '')).code).toBe('watches.nameTaken')
  const address = `/me/project-watches/${id}`
  const change = ({ client }: MadePerson) =>
    client.call<Watch>('PUT', address, { name: 'Roads', rhythm: 'weekly' })
  expect((await change(other)).status).toBe(404)
  expect((await change(reader)).body).toMatchObject({ query: 'search=road', rhythm: 'weekly' })
  expect((await other.client.call('DELETE', address)).status).toBe(404)
  const form = await reader.client.get('/project-watches/new?search=canal&skill=A&skill=B&cursor=x')
  expect(form.text).toContain('value="search=canal&amp;skill=A&amp;skill=B"')
  const made = await reader.client.form('/project-watches/new', {
    name: 'Canals',
    query: 'search=canal',
    rhythm: 'daily',
  })
  expect([made.status, made.headers.get('location')]).toEqual([303, '/project-watches'])
  const page = await reader.client.get('/project-watches')
  expect(page.text).toContain('href="/projects?search=canal"')
  expect((await reader.client.get(`/project-watches/${id}`)).text).toContain('Change a saved search')
  expect((await other.client.get(`/project-watches/${id}`)).status).toBe(404)
  expect((await reader.client.form(`/project-watches/${id}/forget`, {})).status).toBe(303)
  const { items } = (await reader.client.call<Watch>('GET', '/me/project-watches')).body
  expect(items.map(({ name }) => name)).toEqual(['Canals'])
})

test('watches.tooManyWatches: of two that are saved at once in the last place one is', async () => {
  const reader = await newcomer()
  await portal.app.database.pool.query(
    `INSERT INTO project_watches (id, tenant_id, person_id, name, query, rhythm, created_at, updated_at, looked_at)
     SELECT gen_random_uuid(), $1, $2, 'S' || n, '', 'never', now(), now(), now() FROM generate_series(1, 29) n`,
    [tenantId, reader.personId],
  )
  const both = await Promise.all([save(reader, 'One', ''), save(reader, 'Two', '')])
  expect(both.map(({ code }) => code).sort()).toEqual(['watches.tooManyWatches', undefined])
})
