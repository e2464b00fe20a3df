import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mailsTo } from '../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let tenantId: string
let manager: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { BASE_URL: 'http://portal.example.org' } })
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 11 })
  tenantId = await makeAssociation(portal, 'The Association')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
})
afterAll(() => portal.close())

test('the managers above a new unit hear of it, with its name and a link', async () => {
  const unitId = await makeUnit(portal, tenantId, tenantId, 'Harbour Chapter')
  await portal.runJobs()
  const [mail] = await mailsTo(portal, manager.email)
  expect(mail?.text).toContain('Harbour Chapter')
  expect(mail?.text).toContain(`http://portal.example.org/units/${unitId}`)
})

test('the managers two levels above hear of it as well, and those beside it do not', async () => {
  const [branch, beside] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
  const neighbour = await makePerson(portal, { tenantId, at: [{ unitId: beside, role: 'manager' }] })
  await portal.runJobs()
  await makeUnit(portal, tenantId, branch, 'Deep Down')
  await portal.runJobs()
  const subjects = async (email: string) => (await mailsTo(portal, email)).map(({ text }) => text).join()
  expect(await subjects(manager.email)).toContain('Deep Down')
  expect(await subjects(neighbour.email)).not.toContain('Deep Down')
})

test('who made the unit is not told of it', async () => {
  await manager.client.call('POST', '/units', { parentId: tenantId, kind: 'group', name: 'My Own' })
  await portal.runJobs()
  expect(await mailsTo(portal, manager.email)).toEqual([])
})

test('who was a manager until the unit was made is not told of it', async () => {
  const endsAt = new Date(portal.clock.now().getTime() + 60_000).toISOString()
  const former = await makePerson(portal, { tenantId })
  const administrator = await makePerson(portal, { tenantId, roles: ['administrator'] })
  await administrator.client.call('POST', '/grants', {
    personId: former.personId,
    unitId: tenantId,
    role: 'manager',
    endsAt,
  })
  portal.clock.advance({ minutes: 2 })
  await makeUnit(portal, tenantId)
  await portal.runJobs()
  expect(await mailsTo(portal, former.email)).toEqual([])
})

test('a manager reads it in their own language', async () => {
  const region = { locale: 'uk', timeZone: 'Europe/Kyiv' }
  await manager.client.call('PUT', '/me/region', region)
  await makeUnit(portal, tenantId)
  await portal.runJobs()
  expect((await mailsTo(portal, manager.email))[0]?.subject).toMatch(/[а-яіїє]/i)
})

describe('units.listUnitsForExport', () => {
  test('a manager gets the units below as a file, which is nobody else’s and no formula', async () => {
    const branch = await makeUnit(portal, tenantId, tenantId, '=HYPERLINK("https://example.org")')
    await makeUnit(portal, tenantId, branch, 'Twig, "the small"')
    await makeUnit(portal, tenantId, tenantId, 'Beside')
    await manager.client.prove()
    const pressed = await manager.client.form(`/units/${branch}/export`, {})
    expect(pressed.status).toBe(303)
    const place = pressed.headers.get('location') ?? ''
    await portal.runJobs()
    const file = await manager.client.download(`${place}/result`)
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="units.csv"; filename*=UTF-8''units.csv`,
    )
    const lines = file.text.split('\r\n')
    expect(lines[0]).toContain('Name,Kind,State,Within,Members,Created')
    expect(lines[1]).toContain(`"'=HYPERLINK(""https://example.org"")",Group,Open,,0,`)
    expect(lines[2]).toContain(`"Twig, ""the small""",Group,Open,"'=HYPERLINK(""https://example.org"")",0,`)
    expect(lines.slice(3)).toEqual([''])
    for (const line of lines.slice(1, 3)) expect(line).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const member = await makePerson(portal, { tenantId })
    expect((await member.client.get(`/api/v1${place}/result`)).status).toBe(404)
    expect((await member.client.form(`/units/${branch}/export`, {})).status).toBe(403)
  })
})
