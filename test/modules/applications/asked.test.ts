import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeApplication, written } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  id: string
  code?: string
  detail?: string
  version: number
  slug: string
  lacking: string[]
  applicantsNeed: string[]
  issues: Array<{ pointer: string; code: string }>
  draft: { lacking: string[] }
  abilities: { submit: boolean }
  score: number
  reasons: Array<{ part: string; share: number; text: string }>
}

const needed = ['the type Contractor', 'a document that staff have seen']

let portal: Portal
let tenantId: string
let staff: MadePerson
let projectId: string
let slug: string
let contractorId: string

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['administrator'] })
  const type = { facet: 'type', key: 'contractor', label: { en: 'Contractor' } }
  contractorId = (await staff.client.call<Reply>('POST', '/member-classes', type)).body.id
  const project = { unitId: tenantId, currency: 'USD', skills: ['Welding'], ...asks }
  ;({ projectId, slug } = await makeProject(staff, project))
})
afterAll(() => portal.close())

const asks = { applicantTypes: ['contractor'], applicantVerified: ['document'] }
const makeWelder = async () => {
  const person = await makePerson(portal, { tenantId })
  await person.client.call('PUT', '/me/about', { skills: ['Welding'] })
  return person
}
const accept = async ({ personId }: MadePerson) => {
  const decided = { classId: contractorId, reason: 'Registered' }
  await staff.client.call('POST', `/people/${personId}/classes`, decided)
  await staff.client.call('POST', `/people/${personId}/verifications`, { note: 'Passport' })
}
const read = async ({ client }: MadePerson, path: string) => (await client.call<Reply>('GET', path)).body
const submit = ({ client }: MadePerson, applicationId: string) =>
  client.call<Reply>('POST', `/applications/${applicationId}/submission`, {})

test('all who find a project read which members may apply; whoever is none writes, and submits once they are', async () => {
  const person = await makeWelder()
  const { applicantsNeed, ...told } = await read(person, `/projects/${projectId}`)
  expect([applicantsNeed, told]).toEqual([needed, expect.objectContaining(asks)])
  expect((await portal.visitor().get(`/projects/${slug}`)).text).toContain('the type Contractor')
  expect((await read(person, `/projects/${projectId}/start`)).lacking).toEqual(needed)
  expect((await person.client.get(`/projects/${slug}/apply`)).text).toContain(needed[1])
  const { applicationId } = await makeApplication(person, projectId, {}, { isSubmitted: false })
  const draft = await read(person, `/applications/${applicationId}`)
  expect([draft.draft.lacking, draft.abilities.submit]).toEqual([needed, false])
  expect((await person.client.get(`/my-applications/${applicationId}/check`)).text).toContain(needed[1])
  expect((await submit(person, applicationId)).body).toMatchObject({
    status: 409,
    code: 'request.notEligible',
    detail: `Still needed for this: ${needed.join(', ')}.`,
  })
  await accept(person)
  expect((await read(person, `/projects/${projectId}/start`)).lacking).toEqual([])
  expect((await submit(person, applicationId)).status).toBe(200)
})

test('it is asked of whoever hands in for a company as well', async () => {
  const person = await makeWelder()
  const made = await person.client.call<{ companyId: string }>('POST', '/companies', {
    legalName: 'Quay Works',
  })
  const { companyId } = made.body
  const started = await person.client.call<{ applicationId: string }>(
    'POST',
    `/projects/${projectId}/applications`,
    { companyId },
  )
  const { applicationId } = started.body
  await person.client.call('PUT', `/applications/${applicationId}/draft`, written())
  expect((await submit(person, applicationId)).body.code).toBe('request.notEligible')
  await accept(person)
  expect((await submit(person, applicationId)).status).toBe(200)
})

test('a project fits whoever may not apply for it by 40 at most, and says why', async () => {
  const person = await makeWelder()
  const readFit = () => read(person, `/projects/${projectId}/match?for=me`)
  const before = await readFit()
  expect(before.score).toBe(40)
  expect(before.reasons.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      'not of a type of member that may apply',
      'no document seen by staff, and nobody applies without it',
    ]),
  )
  await accept(person)
  const after = await readFit()
  // All of the skills (40), no past work (5).
  expect(after.score).toBe(89)
  expect(after.reasons.filter(({ part }) => ['memberType', 'verified'].includes(part))).toEqual([
    { part: 'memberType', share: 1, text: 'of a type of member that may apply' },
    { part: 'verified', share: 1, text: 'document seen by staff' },
  ])
})

test('an addendum lets more apply and never fewer; types are those of the association', async () => {
  const { projectId: open } = await makeProject(staff, { unitId: tenantId })
  const amend = (id: string, said: object) =>
    staff.client.call<Reply>('POST', `/projects/${id}/addenda`, {
      ...said,
      addendum: { text: 'Who may apply.', isMaterial: false },
    })
  const issuesOf = async (id: string, said: object) =>
    (await amend(id, said)).body.issues.map(({ pointer, code }) => [pointer, code])
  expect(await issuesOf(open, asks)).toEqual([
    ['/applicantTypes', 'projects.error.narrower'],
    ['/applicantVerified', 'projects.error.narrower'],
  ])
  expect(await issuesOf(projectId, { applicantTypes: ['contractor', 'nobody'] })).toEqual([
    ['/applicantTypes', 'notOffered'],
  ])
  const { body } = await staff.client.call<Reply>('POST', '/projects', {
    unitId: tenantId,
    title: 'Roof',
    applicantVerified: ['fame'],
  })
  expect(body.issues).toMatchObject([{ pointer: '/applicantVerified/0' }])
  // As the form sends it: no box is ticked.
  const address = `/managed-projects/${projectId}/addenda/new`
  expect((await staff.client.get(address)).text).toMatch(/value="contractor"[^>]* checked/)
  const { version } = await read(staff, `/projects/${projectId}`)
  const sent = await staff.client.form(address, {
    _version: String(version),
    'addendum.text': 'Anybody may apply.',
    applicantTypes: '',
    applicantVerified: '',
  })
  expect(sent.status).toBe(303)
  expect(await read(staff, `/projects/${projectId}`)).toMatchObject({
    applicantTypes: [],
    applicantVerified: [],
    applicantsNeed: [],
  })
})
