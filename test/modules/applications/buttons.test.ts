import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeApplication, setDeadline } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { type MadeProject, makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Shown {
  status: string
  bids: number
  draft: { files: Array<{ id: string }> } | null
  addenda: Array<{ acknowledgedAt: string | null }>
}

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

const read = async (id: string) => (await member.client.call<Shown>('GET', `/applications/${id}`)).body
const leadsTo = ({ headers }: { headers: Headers }) => headers.get('location')

test('applications.readStart: whoever has begun is led to what they have, and does not begin twice', async () => {
  const { client } = member
  const { slug, projectId } = await makeProject(staff, { unitId: tenantId })
  const start = async () =>
    (
      await client.call<{ parties: Array<{ companyId: null; applicationId: string | null }> }>(
        'GET',
        `/projects/${slug}/start`,
      )
    ).body.parties
  expect(await start()).toMatchObject([{ companyId: null, applicationId: null }])
  const begun = await client.form(`/projects/${slug}/apply`, { projectId, companyId: '' })
  const [{ applicationId } = { applicationId: null }] = await start()
  expect(leadsTo(begun)).toBe(`/my-applications/${applicationId}/draft`)
  const again = await client.get<string>(`/projects/${slug}/apply`)
  expect([
    again.text.includes(`/my-applications/${applicationId}`),
    again.text.includes('name="companyId"'),
  ]).toEqual([true, false])
})

test('what is written is saved, gets files and loses them, is checked and handed in, changed and withdrawn', async () => {
  const { client } = member
  const { applicationId: id } = await makeApplication(member, project.projectId, {}, { isSubmitted: false })
  const draft = await client.get<string>(`/my-applications/${id}/draft`)
  expect(draft.text).toContain('We renew the quay.')
  const saved = await client.form(`/my-applications/${id}/draft`, {
    proposal: 'We renew the old quay.',
    experience: 'Twenty quays so far.',
    timeline: 'Ten weeks.',
  })
  expect(leadsTo(saved)).toBe(`/my-applications/${id}/draft`)

  const added = await client.send('POST', `/api/v1/applications/${id}/files`, '%PDF-1.4\n%%EOF\n', {
    'content-type': 'application/pdf',
  })
  expect(added.status).toBe(201)
  const [file] = (await read(id)).draft?.files ?? []
  const files = await client.get<string>(`/my-applications/${id}/files`)
  expect(files.text).toContain(`/my-applications/${id}/files/${file?.id}/remove`)
  const removed = await client.form(`/my-applications/${id}/files/${file?.id}/remove`, {})
  expect([leadsTo(removed), (await read(id)).draft?.files]).toEqual([`/my-applications/${id}/files`, []])

  expect((await client.get<string>(`/my-applications/${id}/check`)).text).toContain('We renew the old quay.')
  await client.form(`/my-applications/${id}/check`, {})
  expect(await read(id)).toMatchObject({ status: 'submitted', bids: 1, draft: null })
  await client.form(`/my-applications/${id}/revise`, {})
  expect((await read(id)).draft).not.toBeNull()
  await client.form(`/my-applications/${id}/discard`, {})
  expect(await read(id)).toMatchObject({ status: 'submitted', draft: null })
  await client.form(`/my-applications/${id}/withdraw`, {})
  expect((await read(id)).status).toBe('withdrawn')
  const late = await client.form(`/my-applications/${id}/withdraw`, {})
  expect([late.status, leadsTo(late)]).toEqual([303, `/my-applications/${id}`])
})

test('addenda are acknowledged by a button', async () => {
  const { client } = member
  const { projectId } = await makeProject(staff, { unitId: tenantId, currency: 'USD' })
  const { applicationId: id } = await makeApplication(member, projectId)
  await staff.client.call('POST', `/projects/${projectId}/addenda`, {
    summary: 'Deeper piles.',
    addendum: { text: 'The piles are deeper.', isMaterial: true },
  })
  const asked = await client.get<string>(`/my-applications/${id}`)
  expect(asked.text).toContain(`/my-applications/${id}/acknowledge`)
  await client.form(`/my-applications/${id}/acknowledge`, { upTo: '1' })
  expect((await read(id)).addenda).toEqual([expect.objectContaining({ acknowledgedAt: expect.any(String) })])
  const done = await client.get<string>(`/my-applications/${id}`)
  expect(done.text).not.toContain(`/my-applications/${id}/acknowledge`)
})

test('witnesses are named, agree and open by forms; and the draft of a project is unsealed by a button', async () => {
  const witnesses = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
  const { projectId } = await makeProject(
    staff,
    { unitId: tenantId, currency: 'USD' },
    { isPublished: false },
  )
  const place = `/managed-projects/${projectId}/sealing`
  const named = { threshold: '2', witnesses: witnesses.map(({ email }) => email).join('\n') }
  const { client } = staff
  const wrong = await client.form(`/managed-projects/${projectId}/sealing`, { ...named, threshold: '3' })
  expect([wrong.status, wrong.text.includes(witnesses[0]?.email ?? '')]).toEqual([422, true])
  expect((await client.get<string>(`/managed-projects/${projectId}`)).status).toBe(303)
  for (const isKept of [false, true]) {
    const sealed = await client.form(`/managed-projects/${projectId}/sealing`, named)
    expect([sealed.status, leadsTo(sealed)]).toEqual([303, place])
    expect((await client.get<string>(`/managed-projects/${projectId}/sealing`)).text).toContain('2 of 2 open')
    if (isKept) continue
    await client.form(`/managed-projects/${projectId}/unseal`, {})
    expect((await client.get<string>(`/managed-projects/${projectId}/sealing`)).text).toContain(
      'name="witnesses"',
    )
  }

  const shortPassphrase = await witnesses[0]?.client.form(`/my-sealings/${projectId}`, {
    passphrase: 'short',
  })
  expect([shortPassphrase?.status, shortPassphrase?.text.includes('short"')]).toEqual([422, false])
  const mistyped = await witnesses[0]?.client.form(`/my-sealings/${projectId}`, {
    passphrase: 'four quiet words here',
    passphraseAgain: 'four quite words here',
  })
  expect([mistyped?.status, mistyped?.text.includes('This is not the passphrase above')]).toEqual([422, true])
  for (const witness of witnesses) {
    expect((await witness.client.get<string>('/my-sealings')).text).toContain('Waits for your answer')
    expect((await witness.client.get<string>(`/my-sealings/${projectId}`)).text).toContain(
      'Agree to be a witness',
    )
    await witness.client.form(`/my-sealings/${projectId}`, {
      passphrase: 'four quiet words here',
      passphraseAgain: 'four quiet words here',
    })
    expect((await witness.client.get<string>('/my-sealings')).text).toContain('You agreed')
  }
  expect((await client.call('POST', `/projects/${projectId}/publication`)).status).toBe(200)
  await setDeadline(portal, projectId, portal.clock.now())
  portal.clock.advance({ seconds: 61 })
  for (const witness of witnesses) {
    expect((await witness.client.get<string>(`/my-sealings/${projectId}/open`)).text).toContain(
      'type="password"',
    )
    const lost = await witness.client.form(`/my-sealings/${projectId}/open`, {
      passphrase: 'another phrase of it',
    })
    expect([
      lost.status < 500,
      (await witness.client.get<string>('/my-sealings')).text.includes('You agreed'),
    ]).toEqual([true, true])
    await witness.client.form(`/my-sealings/${projectId}/open`, { passphrase: 'four quiet words here' })
  }
  const { text } = await client.get<string>(`/managed-projects/${projectId}/sealing`)
  expect(text).toContain('The bids were opened')
})
