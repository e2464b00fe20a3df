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
  // Whoever goes on with nothing chosen adds nothing, and a step that was left out is not told as done.
  const empty = '--end\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--end--\r\n'
  const onward = await member.client.send('POST', `${address}/files?then=check`, empty, {
    'Content-Type': 'multipart/form-data; boundary=end',
    Accept: 'text/html',
    Origin: portal.url,
  })
  expect([onward.status, onward.headers.get('location')]).toEqual([303, `${address}/check`])
  expect((await shown(`${address}/check`)).match(/\(done\)/g)).toHaveLength(1)

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

test('an applicant reads on the project, in the list and on the application where it stands, in each state', async () => {
  const { projectId, slug } = await makeProject(staff, {
    unitId: tenantId,
    openTo: 'person',
    maxApplications: 1,
  })
  const by = await makePerson(portal, { tenantId })
  const { applicationId } = await makeApplication(by, projectId, {}, { isSubmitted: false })
  const address = `/my-applications/${applicationId}`
  const page = () => shown(`/projects/${slug}`, by)
  expect(await page()).toContain('Your application (Draft)')
  expect(await page()).not.toContain(`/projects/${slug}/apply`)
  expect(await page()).toContain('1 of 1 left')
  expect(await shown(`/projects/${slug}`, staff)).toContain('No application has come in yet.')
  // Discarding comes last and asks first, also without a script.
  const form = await shown(`${address}/draft`, by)
  expect(form.indexOf(`${address}/discard`)).toBeGreaterThan(form.lastIndexOf('<details'))
  expect(form.lastIndexOf('<details')).toBeGreaterThan(form.indexOf('Save draft'))

  const first = await makeApplication(member, projectId)
  expect(await page()).toContain('1 place, taken')
  expect(await shown(`/projects/${slug}`, staff)).toContain(
    'One application has come in. Nobody but the applicant',
  )
  expect(await shown(`${address}/check`, by)).toContain('All places are taken')
  expect(await shown(`${address}/check`, by)).not.toContain('Submit application')
  type Told = { applications: { left: number; received: number | null; own: object[] } }
  const told = async ({ client }: MadePerson) =>
    (await client.call<Told>('GET', `/projects/${projectId}`)).body.applications
  expect(await told(by)).toEqual({
    left: 0,
    received: null,
    own: [{ applicationId, status: 'draft', company: null }],
  })
  expect(await told(staff)).toEqual({ left: 0, received: 1, own: [] })

  await member.client.call('POST', `/applications/${first.applicationId}/withdrawal`)
  const withdrawn = await shown(`/my-applications/${first.applicationId}`)
  expect(withdrawn).toContain('Apply again')
  expect(withdrawn).not.toContain('Change application')
  // When, to the second, where the project is.
  expect(withdrawn).toMatch(/Withdrawn<\/dt>.*?\d:\d\d:\d\d/s)

  await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'The money is spent' })
  expect(await shown(address, by)).toContain('This was never submitted and does not count.')
  expect(await shown(address, by)).toContain('The money is spent')
  expect(await shown('/my-applications', by)).toContain('Not submitted')
  // What was written is read on, and nothing offers to go on with it.
  expect((await by.client.get(`${address}/draft`)).headers.get('location')).toBe(address)
  expect(await shown(address, by)).toContain('We renew the quay.')
  const late = await by.client.form(`${address}/draft`, { proposal: 'Too late, and still here' })
  expect([late.status, late.text.includes('Too late, and still here')]).toEqual([409, true])

  const other = await makeProject(staff, { unitId: tenantId })
  const submitted = await makeApplication(by, other.projectId)
  const theirs = () => shown(`/my-applications/${submitted.applicationId}`, by)
  await staff.client.call('POST', `/projects/${other.projectId}/closing`, { reason: 'Enough' })
  await staff.client.call('PUT', `/projects/${other.projectId}/rubric`, { criteria: [{ name: 'Price' }] })
  await staff.client.call('POST', `/projects/${other.projectId}/review`)
  expect(await theirs()).toContain('The review has begun: nothing can be changed any more.')
  expect(await shown('/my-applications', by)).toContain('In review')
  await staff.client.call('POST', `/projects/${other.projectId}/cancellation`, {
    reason: 'The quay has sunk',
  })
  expect(await theirs()).toContain('The quay has sunk')
  expect(await shown('/my-applications', by)).toContain('The quay has sunk')
  const { body } = await by.client.call('GET', `/applications/${submitted.applicationId}`)
  expect(body).toMatchObject({ project: { status: 'cancelled', reason: 'The quay has sunk', isOpen: false } })
})

test('a licence that ends before the work starts is no licence for it, and what has expired says so', async () => {
  const by = await makePerson(portal, { tenantId })
  const add = async (name: string, expiresOn: string) =>
    (
      await by.client.call<{ certificationId: string }>('POST', '/me/certifications', {
        kind: 'licence',
        name,
        expiresOn,
      })
    ).body.certificationId
  const papers = [
    await add('C-10', '2990-05-31'),
    await add('B', '2001-01-01'),
    await add('D-1', '2999-07-01'),
  ]
  const { projectId } = await makeProject(
    staff,
    { unitId: tenantId, currency: 'USD', startsOn: '2999-06-01', endsOn: '2999-08-01' },
    {
      demands: [
        { kind: 'licence', title: 'C-10', isGate: true },
        { kind: 'licence', title: 'D-1', isGate: true },
        { kind: 'insurance', title: 'Liability', amount: 100_000_000, isGate: false },
      ],
    },
  )
  const { applicationId } = await makeApplication(by, projectId, { papers }, { isSubmitted: false })
  const address = `/my-applications/${applicationId}`
  const check = await shown(`${address}/check`, by)
  expect(check).toContain('Expires before the work starts')
  expect(check).toContain('it holds when work starts, so you can submit')
  expect(check).toContain('at least $1,000,000.00')
  expect(check).toContain('Add one to the profile')
  expect(check).not.toContain('Submit application')
  const form = await shown(`${address}/draft`, by)
  expect(form).toContain('Expired on Jan 1, 2001')
  expect(form).toContain('Valid until May 31, 2990 · Expires before the work starts')
  const refused = await by.client.call<{ code: string }>('POST', `/applications/${applicationId}/submission`)
  expect([refused.status, refused.body.code]).toEqual([409, 'applications.lacksPapers'])
  const sent = await by.client.send(
    'POST',
    `/api/v1/applications/${applicationId}/files`,
    '%PDF-1.4\n%%EOF\n',
    {
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename*=UTF-8''plan%20A.pdf",
    },
  )
  expect(sent.status).toBe(201)
  expect(await shown(`${address}/files`, by)).toContain('plan A.pdf')
})
