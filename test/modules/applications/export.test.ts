import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { exportApplications } from '../../../jobs/applications/export-applications.ts'
import { exportFolder, exportName, listExported } from '../../../src/modules/applications/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { unzip } from '../../support/unzip.ts'

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let applicants: [MadePerson, MadePerson, MadePerson, MadePerson]
let projectId: string
let ids: string[]
/** Longer than what is written at once. */
const large = `%PDF-1.4\n${'x'.repeat(5 * 1024 * 1024)}\n%%EOF\n`

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  staff = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  await staff.client.prove()
  const member = async (name: string) => {
    const made = await makePerson(portal, { tenantId })
    const { personId } = made
    await portal.app.runner.call(addMember, { unitId, personId }, portal.app.asSystem('test', tenantId))
    await portal.app.database.sql(sql`UPDATE persons SET display_name = ${name} WHERE id = ${personId}::uuid`)
    return made
  }
  applicants = [
    await member('../../=HYPERLINK("http://evil")'),
    await member('Same Name'),
    await member('Same Name'),
    await member('Sealed Bidder'),
  ]
  projectId = (await makeProject(staff, { unitId, currency: 'USD' })).projectId
  const [first, second, third, fourth] = applicants
  ids = []
  for (const [who, proposal] of [
    [first, '=1+1'],
    [second, 'As it was submitted'],
    [third, 'Was withdrawn'],
    [fourth, 'Nobody reads that'],
  ] as const) {
    const { applicationId } = await makeApplication(who, projectId, { proposal }, { isSubmitted: false })
    const upload = (bytes: string) =>
      who.client.send('POST', `/api/v1/applications/${applicationId}/files`, bytes, {
        'content-type': 'application/pdf',
      })
    await upload('%PDF-1.4\n%%EOF\n')
    if (who === first) await upload(large)
    const { status } = await who.client.call('POST', `/applications/${applicationId}/submission`, {})
    expect(status).toBe(200)
    ids.push(applicationId)
  }
  // What is being written now is nobody's business.
  const revised = await second.client.call<{ version: number }>(
    'POST',
    `/applications/${ids[1]}/revision`,
    {},
  )
  await second.client.call(
    'PUT',
    `/applications/${ids[1]}/draft`,
    { proposal: 'A draft' },
    { 'if-match': `"${revised.body.version}"` },
  )
  await third.client.call('POST', `/applications/${ids[2]}/withdrawal`, {})
  expect((await ask('csv')).status).toBe(404)
  await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough have applied' })
  await portal.app.database.sql(sql`
    UPDATE bids SET document = NULL, sealed = 'x' WHERE application_id = ${ids[3]}::uuid`)
})
afterAll(() => portal.close())

test('the list of one project and the page of the project lead to its file', async () => {
  const address = `/managed-projects/${projectId}/applications/export`
  const leads = async (path: string) => (await staff.client.get(path)).text.includes(address)
  const { body } = await staff.client.call<{ slug: string }>('GET', `/projects/${projectId}`)
  expect(await leads(`/applications?project=${projectId}`)).toBe(true)
  expect(await leads('/applications')).toBe(false)
  expect(await leads(`/projects/${body.slug}`)).toBe(true)
})

const ask = (form: string, by = staff) =>
  by.client.call<{ taskId: string; code: string }>('POST', `/projects/${projectId}/applications/export`, {
    form,
  })

async function fileOf(taskId: string): Promise<Buffer> {
  const headers = { Cookie: `session=${staff.client.cookies.get('session')}` }
  const reply = await fetch(`${portal.url}/api/v1/tasks/${taskId}/result`, { headers })
  expect(reply.status).toBe(200)
  return Buffer.from(await reply.arrayBuffer())
}

const tableOf = (bytes: Buffer | undefined) =>
  parse(bytes ?? '', { bom: true, columns: true }) as Array<Record<string, string>>

test('a table tells what was handed in: no draft, nothing withdrawn, nothing sealed, and no formula', async () => {
  const started = await ask('csv')
  expect(started.status).toBe(202)
  await portal.runJobs()
  const rows = tableOf(await fileOf(started.body.taskId))
  expect(rows.map(({ Id }) => Id)).toEqual([ids[0], ids[1], ids[3]])
  expect(rows[0]?.Applicant).not.toMatch(/^[=+@-]/)
  expect(rows[0]?.Proposal).toBe("'=1+1")
  expect(rows[1]).toMatchObject({
    Applicant: 'Same Name',
    State: 'Submitted',
    'Asks for': '2750.13',
    Currency: 'USD',
    Proposal: 'As it was submitted',
  })
  expect(rows[2]).toMatchObject({ Applicant: 'Sealed Bidder', Attachments: '' })
  expect(rows[2]?.Proposal).toContain('is sealed')
  // It asks for them page by page.
  const lot = (cursor: string | null) =>
    portal.app.runner.ask(
      listExported,
      { projectId, cursor, limit: 2 },
      portal.app.asSystem('test', tenantId),
    )
  const { items, nextCursor } = await lot(null)
  const more = await lot(nextCursor)
  expect([...items, ...more.items].map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3]])
  const [entry] = await portal.app.database.sql<{ personId: string; changes: object }>(sql`
    SELECT person_id AS "personId", changes FROM audit_trail WHERE operation = 'applications.requestExport' AND outcome = 'done'`)
  expect(entry?.personId).toBe(staff.personId)
  // At each of those that are taken along.
  for (const id of [ids[0], ids[1], ids[3]]) expect(JSON.stringify(entry?.changes)).toContain(id)
  expect(JSON.stringify(entry?.changes)).not.toContain(ids[2])
})

test('an archive holds them with their attachments, whole also where a worker was killed half-way', async () => {
  const { body } = await ask('zip')
  const [queued] = await portal.app.boss.fetch<JobData>(exportApplications.name)
  if (!queued) throw new Error('No task waits.')
  const run = () => handleOnce(portal.app, exportApplications, queued.data, new AbortController().signal)
  const { storage } = portal.app.services
  const { read } = storage
  const reading = jest.spyOn(storage, 'read').mockImplementation(async (key, range) => {
    if (range?.start) throw new Error('killed')
    return read(key, range)
  })
  await expect(run()).rejects.toThrow('killed')
  reading.mockRestore()
  await run()
  const files = await unzip(await fileOf(body.taskId))
  const rows = tableOf(files.get('applications.csv'))
  expect(rows).toHaveLength(3)
  const [one = '', two = '', sealed = ''] = rows.map(({ Folder }) => Folder?.replace(/^'/, '') ?? '')
  expect([...files.keys()].sort()).toEqual(
    [
      'applications.csv',
      `${one}/01.pdf`,
      `${one}/02.pdf`,
      `${one}/application.json`,
      `${two}/01.pdf`,
      `${two}/application.json`,
      `${sealed}/sealed.txt`,
    ].sort(),
  )
  expect(String(files.get(`${one}/02.pdf`)) === large).toBe(true)
  // Letter by letter what the receipt speaks of.
  const document = files.get(`${two}/application.json`) ?? ''
  expect(createHash('sha256').update(document).digest('hex')).toBe(rows[1]?.['SHA-256'])
  expect(String(document)).toContain('As it was submitted')
})

test('it takes to have stepped up, and is not for those who review blindly, stand too close or apply themselves', async () => {
  const at = [{ unitId, role: 'manager' as const }]
  const other = await makePerson(portal, { tenantId, at })
  portal.clock.advance({ minutes: 11 })
  const unproven = await ask('csv', other)
  expect([unproven.status, unproven.body.code]).toEqual([403, 'request.stepUpNeeded'])
  await other.client.prove()
  const mine = await ask('csv', other)
  expect(mine.status).toBe(202)
  await portal.runJobs()
  const result = async () => {
    const { status } = await other.client.get(`/api/v1/tasks/${mine.body.taskId}/result`)
    const { body } = await other.client.call<{ result: object | null }>('GET', `/tasks/${mine.body.taskId}`)
    return [status, body.result !== null]
  }
  expect(await result()).toEqual([303, true])
  const page = `/managed-projects/${projectId}/applications/export`
  expect((await other.client.get<string>(page)).text).toContain('3 applications came in')
  const byForm = await other.client.form(page, { form: 'zip' })
  expect(byForm.headers.get('location')).toMatch(/^\/tasks\//)

  await portal.app.database.sql(sql`
    INSERT INTO reviews (project_id, tenant_id, hidden, created_at, updated_at)
    VALUES (${projectId}::uuid, ${tenantId}::uuid, '{names}', now(), now())
    ON CONFLICT (project_id) DO UPDATE SET hidden = '{names}'`)
  await portal.app.database.sql(sql`
    INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at)
    VALUES (${randomUUID()}::uuid, ${tenantId}::uuid, ${projectId}::uuid, ${other.personId}::uuid, now())`)
  expect([(await ask('csv', other)).status, (await other.client.get(page)).status]).toEqual([404, 404])
  // The file goes with the right to it.
  expect(await result()).toEqual([404, false])
  const member = await makePerson(portal, { tenantId })
  await member.client.prove()
  expect((await ask('csv', member)).status).toBe(404)
})

test('names of folders and files lead nowhere, and are those of nobody else', () => {
  const id = randomUUID()
  const end = id.slice(-12)
  expect(exportFolder({ applicant: '../../etc/passwd', id })).toBe(`-..-etc-passwd ${end}`)
  expect(exportFolder({ applicant: 'CON', id })).toBe(`_CON ${end}`)
  expect(exportFolder({ applicant: '', id })).toBe(end)
  const file = { id, size: 1, mediaType: 'application/pdf' }
  expect(exportName(0, { ...file, name: 'Plan A.PDF' })).toBe('01 Plan A.pdf')
  expect(exportName(1, { ...file, name: '..\\..\\run.exe' })).toBe('02 -..-run.pdf')
  expect(exportName(2, { ...file, name: null })).toBe('03.pdf')
})
