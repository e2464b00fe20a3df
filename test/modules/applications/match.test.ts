import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { endProject, makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Kept {
  match: { score: number; version: number; reasons: Array<{ text: string }> }
  mine: boolean | null
  ratings: { right: number; wrong: number } | null
  code?: string
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let applicant: MadePerson
let rival: MadePerson
let applicationId: string
let projectId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['administrator'] })
  applicant = await makePerson(portal, { tenantId })
  rival = await makePerson(portal, { tenantId })
  await applicant.client.call('PUT', '/me/about', { skills: ['Welding'] })
  const project = await makeProject(staff, {
    unitId: tenantId,
    currency: 'USD',
    skills: ['Welding', 'Piling'],
  })
  projectId = project.projectId
  ;({ applicationId } = await makeApplication(applicant, projectId))
})
afterAll(() => portal.close())

const read = async ({ client }: MadePerson) =>
  (await client.call<Kept>('GET', `/applications/${applicationId}/match`)).body
const rate = ({ client }: MadePerson, isRight: boolean | null) =>
  client.call<Kept>('PUT', `/applications/${applicationId}/match-rating`, { isRight })

test('a score stays as it was at the submission, whatever the profile says later', async () => {
  const before = await read(applicant)
  // Half of the skills (40) and no past work (5).
  expect([before.match.score, before.match.version]).toEqual([44, 3])
  expect(before.match.reasons[0]?.text).toBe('1 of 2 skills, not Piling')
  await applicant.client.call('PUT', '/me/about', { skills: ['Welding', 'Piling'] })
  // Whoever looks after the project reads no score before the end.
  expect((await read(staff)).code).toBe('request.notFound')
  expect((await rate(staff, true)).status).toBe(404)
  await endProject(portal, projectId)
  expect((await read(staff)).match).toEqual(before.match)
  expect((await read(rival)).code).toBe('request.notFound')
})

test('the applicant and staff say whether it is right, each once, and staff see how many do', async () => {
  expect((await rate(applicant, false)).status).toBe(200)
  expect((await rate(staff, true)).status).toBe(200)
  expect((await rate(staff, true)).status).toBe(200)
  expect((await rate(rival, true)).status).toBe(404)
  expect(await read(staff)).toMatchObject({ mine: true, ratings: { right: 1, wrong: 1 } })
  expect(await read(applicant)).toMatchObject({ mine: false, ratings: null })
  await rate(staff, null)
  expect(await read(staff)).toMatchObject({ mine: null, ratings: { right: 0, wrong: 1 } })
})

test('on the page a button says it', async () => {
  const show = async () => (await staff.client.get(`/applications/${applicationId}/match`)).text
  const say = (isRight: string) =>
    staff.client.form(`/applications/${applicationId}/match/rating`, { isRight })
  expect(await show()).toContain('Do you find this right?')
  const said = await say('true')
  expect([said.status, said.headers.get('location')]).toEqual([303, `/applications/${applicationId}/match`])
  expect(await show()).toContain('You find it right.')
  expect((await say('')).status).toBe(303)
  expect((await read(staff)).mine).toBeNull()
})

test('applications.noMatch: where none was kept there is nothing to rate', async () => {
  await portal.app.database.pool.query(
    'UPDATE applications SET match_score = NULL, match_version = NULL WHERE id = $1',
    [applicationId],
  )
  const { status, body } = await rate(applicant, true)
  expect([status, body.code]).toEqual([409, 'applications.noMatch'])
  expect((await read(applicant)).code).toBe('request.notFound')
})
