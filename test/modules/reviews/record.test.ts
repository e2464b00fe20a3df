import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import { keepRecord, readRecordContents } from '../../../src/modules/reviews/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Records {
  items: Array<{
    name: string
    locale: string
    sha256: string
    isOutdated: boolean
    size: number
    madeBy: string
    href: string
  }>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let reviewers: [MadePerson, MadePerson]
let applicants: [MadePerson, MadePerson]

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Guild of Divers', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  const named = async (name: string, more: object = {}) => {
    const made = await makePerson(portal, { tenantId, ...more })
    await portal.app.database.sql(
      sql`UPDATE persons SET display_name = ${name} WHERE id = ${made.personId}::uuid`,
    )
    return made
  }
  const member = async (name: string) => {
    const made = await named(name)
    await portal.app.runner.call(
      addMember,
      { unitId, personId: made.personId },
      portal.app.asSystem('test', tenantId),
    )
    return made
  }
  staff = await named('Daria Decider', { at: [{ unitId, role: 'manager' }] })
  reviewers = [await member('Ruta One'), await member('Rostyk Two')]
  applicants = [await member('Anna Applicant'), await member('Богдан Заявник')]
})
afterAll(() => portal.close())

/** Both applications weighed: the second is better. */
async function weighedProject(title: string) {
  const { projectId } = await makeProject(
    staff,
    { unitId, title, currency: 'USD', timeZone: 'America/Los_Angeles' },
    { rubric: [{ name: 'Price #1 *of* $all', mostPoints: 10 }], review: { hidden: ['names'] } },
  )
  const send = async ({ client }: MadePerson, method: string, path: string, body?: object) => {
    const reply = await client.call<{ items: Array<{ sheetId: string; applicationId: string }> }>(
      method,
      path,
      body,
    )
    if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`)
    return reply.body
  }
  const ofProject = `/projects/${projectId}`
  for (const { personId } of reviewers) await send(staff, 'POST', `${ofProject}/reviewers`, { personId })
  const ids: string[] = []
  for (const applicant of applicants) ids.push((await makeApplication(applicant, projectId)).applicationId)
  await send(staff, 'POST', `${ofProject}/closing`, { reason: 'Enough' })
  await send(staff, 'POST', `${ofProject}/review`)
  await send(staff, 'POST', `${ofProject}/assignments/even`, { each: 2 })
  for (const reviewer of reviewers) {
    const { items } = await send(reviewer, 'GET', `/me/review-sheets?projectId=${projectId}`)
    for (const { sheetId, applicationId } of items) {
      const sheet = await reviewer.client.call<{ criteria: Array<{ id: string }> }>(
        'GET',
        `/review-sheets/${sheetId}`,
      )
      const points = applicationId === ids[0] ? 4 : 9
      await send(reviewer, 'PUT', `/review-sheets/${sheetId}`, {
        marks: sheet.body.criteria.map(({ id }) => ({ criterionId: id, points })),
      })
      await send(reviewer, 'POST', `/review-sheets/${sheetId}/handing-in`)
    }
  }
  const decide = (applicationIds: Array<string | undefined>, outcome: string) =>
    send(staff, 'POST', `${ofProject}/decisions`, { applicationIds, outcome, reason: `Because ${outcome}` })
  return { projectId, ids, decide }
}

const make = (projectId: string, by = staff) =>
  by.client.call<{ code: string; taskId: string }>('POST', `/projects/${projectId}/decision-records`)
const list = (projectId: string, by = staff) =>
  by.client.call<Records>('GET', `/projects/${projectId}/decision-records`)

async function textOf(href: string): Promise<{ bytes: Uint8Array; text: string }> {
  const reply = await fetch(portal.url + href, {
    headers: { Cookie: `session=${staff.client.cookies.get('session')}` },
  })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const bytes = new Uint8Array(await reply.arrayBuffer())
  // The reader keeps what it is given.
  const pdf = await getDocumentProxy(bytes.slice())
  const { text } = await extractText(pdf, { mergePages: true })
  return { bytes, text: text.replaceAll(/\s+/g, ' ') }
}

test('reviews.undecided: a record is made once all is decided, in the language of whoever asks, and tells who, when, by what and in which order', async () => {
  const { projectId, ids, decide } = await weighedProject('Harbour wall')
  await decide([ids[1]], 'awarded')
  const early = await make(projectId)
  expect([early.status, early.body.code]).toEqual([409, 'reviews.undecided'])
  await decide([ids[0]], 'declined')

  const started = await make(projectId)
  expect(started.status).toBe(202)
  await portal.runJobs()
  const [record] = (await list(projectId)).body.items
  expect(record).toMatchObject({ locale: 'en', madeBy: 'Daria Decider' })
  expect(record?.name).toMatch(/^decision-record-harbour-wall.*\.pdf$/)
  const { bytes, text } = await textOf(record?.href ?? '')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(record?.sha256)
  expect(text).toContain('Guild of Divers')
  expect(text).toContain('Decision record Harbour wall')
  expect(text).toContain('All times in America/Los Angeles')
  expect(text).toContain('Price #1 *of* $all 100% 10')
  expect(text).toMatch(
    /How it went .*The project was published\. .*The project was closed before its deadline\. Enough/,
  )
  expect(text).toMatch(
    /1 Богдан Заявник \$2,750\.13 90\.00 awarded 2 Anna Applicant \$2,750\.13 40\.00 declined/,
  )
  expect(text).toMatch(/Ruta One .*2 of 2/)
  expect(text).toContain('names and contact of applicants')
  expect(text).toMatch(/Award: decided Decided by Daria Decider, .*[AP]M\. Reason Because awarded/)

  const page = await staff.client.get(`/managed-projects/${projectId}/review`)
  expect(page.text).toContain(record?.name)

  await staff.client.call('PUT', '/me/region', { locale: 'uk', timeZone: 'Europe/Kyiv' })
  const byForm = await staff.client.form(`/managed-projects/${projectId}/review/records`, {})
  expect(byForm.headers.get('location')).toMatch(/^\/tasks\//)
  await portal.runJobs()
  const [inUkrainian] = (await list(projectId)).body.items
  expect(inUkrainian?.locale).toBe('uk')
  const ukrainian = (await textOf(inUkrainian?.href ?? '')).text
  expect(ukrainian).toContain('Протокол рішення Harbour wall')
  expect(ukrainian).toContain('1 Богдан Заявник 2 750,13 USD 90,00 обрано')
  expect(ukrainian).toContain('Увесь час за America/Los Angeles')

  // What is decided after it was made is told beside it.
  expect(inUkrainian?.isOutdated).toBe(false)
  await portal.app.database.sql(sql`
    UPDATE review_decisions SET decided_at = decided_at + interval '1 day' WHERE project_id = ${projectId}::uuid`)
  expect((await list(projectId)).body.items.map(({ isOutdated }) => isOutdated)).toEqual([true, true])
  const marked = await staff.client.get(`/managed-projects/${projectId}/review`)
  expect(marked.text).toContain('Відтоді ще щось вирішено')
})

test('whoever stands apart from one application has no record, nor have reviewers and applicants; it goes when somebody in it is erased', async () => {
  const { projectId, ids, decide } = await weighedProject('Jetty')
  await decide(ids, 'declined')
  await make(projectId)
  await portal.runJobs()
  const [record] = (await list(projectId)).body.items
  expect(record?.size).toBeGreaterThan(1000)
  const system = portal.app.asSystem('test', tenantId)
  const { mentions } = await portal.app.runner.ask(readRecordContents, { projectId }, system)
  expect(mentions.sort()).toEqual([staff, ...reviewers, ...applicants].map(({ personId }) => personId).sort())
  const elsewhere = portal.app.asSystem('test', await makeAssociation(portal))
  const file = {
    fileId: ids[0] ?? '',
    purpose: 'reviews.decisionRecord',
    name: null,
    mediaType: 'application/pdf',
    size: 1,
    sha256: '0'.repeat(64),
    renditions: [],
  }
  const kept = portal.app.runner.call(
    keepRecord,
    { projectId, file, locale: 'en', mentions: [], madeBy: null },
    elsewhere,
  )
  await expect(kept).rejects.toMatchObject({ status: 404 })
  for (const other of [reviewers[0], applicants[0]]) {
    expect((await list(projectId, other)).status).toBe(404)
    expect((await make(projectId, other)).status).toBe(404)
    const tried = await other.client.get(record?.href ?? '')
    expect(tried.status).toBe(404)
  }
  const apart = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  expect((await list(projectId, apart)).body.items).toHaveLength(1)
  await portal.app.database.sql(sql`
    INSERT INTO review_conflicts (id, tenant_id, project_id, application_id, person_id, declared_at)
    VALUES (${ids[0]}::uuid, ${tenantId}::uuid, ${projectId}::uuid, ${ids[0]}::uuid, ${apart.personId}::uuid, now())`)
  expect((await list(projectId, apart)).status).toBe(404)
  expect((await apart.client.get(`/managed-projects/${projectId}/review`)).text).not.toContain(record?.name)

  await reviewers[1].client.call('POST', '/me/closing', { confirmed: true })
  const [closing] = await portal.app.database.sql<{ id: string }>(sql`
    UPDATE closings SET due_at = now() - interval '1 hour' WHERE account_id = ${reviewers[1].accountId}::uuid RETURNING id`)
  await portal.app.runner.call(eraseClosing, { closingId: closing?.id ?? '' }, portal.app.asSystem('test'))
  expect((await list(projectId)).body.items).toEqual([])
  await make(projectId)
  await portal.runJobs()
  const [anew] = (await list(projectId)).body.items
  const { text } = await textOf(anew?.href ?? '')
  expect(text).not.toContain('Rostyk')
  expect(text).toMatch(/somebody whose data was erased|особа, дані якої стерто/)
})
