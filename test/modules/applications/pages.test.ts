import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { endProject, makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { type MadeProject, makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let staff: MadePerson
let member: MadePerson
let project: MadeProject

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
  project = await makeProject(staff, { unitId: tenantId, currency: 'USD' })
})
afterAll(() => portal.close())

const shown = async (path: string, { client } = member) => (await client.get<string>(path)).text
const post = (path: string, fields: Record<string, string>) => member.client.form(path, fields)

test('somebody applies without a script, from the project to the receipt', async () => {
  expect(await shown(`/projects/${project.slug}`)).toContain(`/projects/${project.slug}/apply`)
  const start = await shown(`/projects/${project.slug}/apply`)
  expect(start).toContain('Given Family')
  const begun = await post(`/projects/${project.slug}/apply`, { projectId: project.projectId, companyId: '' })
  const address = begun.headers.get('location')?.replace('/draft', '') ?? ''
  expect([begun.status, address]).toEqual([303, expect.stringMatching(/^\/my-applications\/[\w-]+$/)])

  const form = await shown(`${address}/draft`)
  expect(form).toContain('data-autosave')
  // What is wrong is told beside its field, and what was typed stands there.
  const wrong = await post(`${address}/draft`, {
    proposal: 'We renew it.',
    currency: 'USD',
    'items.0.title': 'Piles',
    'items.0.quantity': '2',
    'items.0.price': 'much',
  })
  expect([wrong.status, wrong.text.includes('value="much"'), wrong.text.includes('We renew it.')]).toEqual([
    422,
    true,
    true,
  ])
  const row = await post(`${address}/draft`, { proposal: 'We', _rows: 'add items 0' })
  expect([row.status, row.text.includes('items.0.title')]).toEqual([200, true])
  const saved = await post(`${address}/draft?then=files`, {
    proposal: 'We renew it.',
    experience: 'Twenty quays.',
    currency: 'USD',
    'items.0.title': 'Piles',
    'items.0.quantity': '2.5',
    'items.0.unit': 'm',
    'items.0.price': '1,000.50',
    'items.1.title': '',
    'items.1.quantity': '1',
    'items.1.unit': '',
    'items.1.price': '',
  })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, `${address}/files`])
  expect(await shown(`${address}/draft`)).toContain('value="1000.50"')
  expect(await shown(`${address}/files`)).toContain('type="file"')

  const lacking = await shown(`${address}/check`)
  expect(lacking).toContain('Say how the work would go on')
  expect(lacking).toContain('$2,501.25')
  expect(lacking).not.toContain('Submit application')
  await post(`${address}/draft`, {
    proposal: 'We renew it.',
    experience: 'Twenty quays.',
    timeline: 'Ten weeks.',
  })
  expect(await shown(`${address}/check`)).toContain('Submit application')
  const sent = await post(`${address}/check`, {})
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${address}/receipts`])

  const receipt = await shown(`${address}/receipts`)
  const [{ hash = '' } = {}] = await portal.app.database.sql<{ hash: string }>(
    sql`SELECT encode(hash, 'hex') AS hash FROM bids WHERE application_id = ${address.slice(-36)}::uuid`,
  )
  expect(receipt).toContain(hash)
  expect(receipt).toContain('/document.json?number=1')
  await portal.runJobs()
  const [mail] = await portal.app.database.sql<{ recipient: string }>(
    sql`SELECT * FROM kept_mails WHERE subject LIKE '%has arrived'`,
  )
  expect([mail?.recipient, JSON.stringify(mail).includes(hash)]).toEqual([member.email, true])

  expect(await shown('/my-applications')).toContain(address)
  expect((await post(`${address}/revise`, {})).headers.get('location')).toBe(`${address}/draft`)
  expect((await post(`${address}/discard`, {})).headers.get('location')).toBe('/my-applications')
  expect((await post(`${address}/withdraw`, {})).headers.get('location')).toBe(address)
  expect(await shown(address)).toContain('Withdrawn')
})

test('staff have a list of what was handed in, and read it; others have neither', async () => {
  const { projectId } = await makeProject(staff, { unitId: tenantId, title: 'Dredge the bay' })
  const { applicationId } = await makeApplication(member, projectId)
  expect((await staff.client.get(`/my-applications/${applicationId}`)).status).toBe(404)
  await endProject(portal, projectId)
  type Page = { items: Array<{ id: string; applicant: string; status: string; total: number }> }
  const { body } = await staff.client.call<Page>('GET', `/applications?project=${projectId}`)
  expect(body.items).toMatchObject([
    { id: applicationId, applicant: 'Given Family', status: 'submitted', total: 275_013 },
  ])
  expect(await shown('/applications', staff)).toContain('Dredge the bay')
  expect((await staff.client.download('/applications.csv')).text).toContain('Dredge the bay')
  expect(await shown(`/my-applications/${applicationId}`, staff)).toContain('We renew the quay.')
  expect((await member.client.call('GET', '/applications')).status).toBe(403)
  // What is not written any more has no pages to write on.
  for (const part of ['draft', 'files', 'check'])
    expect((await member.client.get(`/my-applications/${applicationId}/${part}`)).status).toBe(303)
})

test('applications.readStart: companies that one applies for are offered where the project takes them', async () => {
  const { slug } = await makeProject(staff, { unitId: tenantId, openTo: 'company' })
  expect(await shown(`/projects/${slug}/apply`)).toContain('you may not apply for any')
  await member.client.call('POST', '/companies', { legalName: 'Harbour Works', country: 'US' })
  expect(await shown(`/projects/${slug}/apply`)).toContain('Harbour Works')
})
