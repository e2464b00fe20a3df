import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { giveRoleToMany } from '../../../src/modules/access/index.ts'
import { comeToUnit } from '../../../src/modules/membership/index.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  id: string
  code?: string
  detail?: string
  words: string[]
  version: number
  items: Array<{ kind: string; subject: string; words: string[] }>
}

let portal: Portal
let tenantId: string
let unitId: string
let below: string
let administrator: MadePerson
let fullId: string
let chairId: string
let roleId: string

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Guild of Masters')
  below = await makeUnit(portal, tenantId, unitId, 'Masters of the North')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  const made = async (path: string, body: object) => {
    const reply = await administrator.client.call<Reply>('POST', path, body)
    expect([path, reply.status]).toEqual([path, 201])
    return reply.body.id
  }
  fullId = await made('/member-classes', { facet: 'grade', key: 'full', label: { en: 'Full member' } })
  chairId = await made('/positions', { name: { en: 'Chair' }, way: 'elected' })
  roleId = await made('/roles', { unitId: tenantId, name: { en: 'Examiner' }, permissions: ['units.read'] })
  await ask('joining', unitId, { grades: ['full'] })
  await ask('position', chairId, { grades: ['full'], verified: ['document'] })
  await ask('role', roleId, { verified: ['document'] })
})
afterAll(() => portal.close())

async function ask(kind: string, subject: string, condition: object) {
  const path = `/eligibility-rules/${kind}/${subject}`
  const reply = await administrator.client.call<Reply>('PUT', path, condition)
  expect([path, reply.status]).toEqual([path, 200])
  return reply.body
}
const asSystem = () => portal.app.asSystem('test', tenantId)
const promote = ({ personId }: MadePerson) =>
  administrator.client.call('POST', `/people/${personId}/classes`, { classId: fullId, reason: 'Elected' })
const check = ({ personId }: MadePerson) =>
  administrator.client.call('POST', `/people/${personId}/verifications`, { note: 'Passport' })
const join = ({ client }: MadePerson, at = unitId) => client.call<Reply>('POST', `/units/${at}/memberships`)
const notYet = (missing: string) => ({
  status: 409,
  code: 'request.notEligible',
  detail: `Still needed for this: ${missing}.`,
})

describe('what is asked of people', () => {
  test('who joins a unit, there and below, in words; and nobody else’s joining', async () => {
    const person = await makePerson(portal, { tenantId })
    const before = await person.client.call('GET', `/units/${below}/detail`)
    expect(before.body).toMatchObject({
      asked: ['the grade Full member'],
      missing: 'the grade Full member',
    })
    expect((await person.client.get(`/units/${unitId}`)).text).toContain(
      'You still need: the grade Full member.',
    )
    expect((await join(person)).body).toMatchObject(notYet('the grade Full member'))
    expect((await join(person, below)).body.code).toBe('request.notEligible')
    const told = await person.client.form(`/units/${unitId}/join`, {})
    expect([told.status, told.headers.get('location')]).toEqual([303, `/units/${unitId}`])
    expect((await person.client.get(`/units/${unitId}`)).text).toContain('the grade Full member')
    expect((await join(person, await makeUnit(portal, tenantId))).status).toBe(201)
    await promote(person)
    const met = await person.client.call('GET', `/units/${unitId}/detail`)
    expect(met.body).toMatchObject({ asked: ['the grade Full member'], missing: null })
    expect((await join(person)).status).toBe(201)
    expect((await join(person, below)).status).toBe(201)
  })

  test('who asks to be transferred there, and a newcomer who named it, who joins the association all the same', async () => {
    const person = await makePerson(portal, { tenantId })
    const transfer = { fromUnitId: tenantId, reason: 'Because' }
    const asked = await person.client.call<Reply>('POST', `/units/${unitId}/transfers`, transfer)
    expect(asked.body.code).toBe('request.notEligible')
    const came = await portal.app.runner.call(
      comeToUnit,
      { personId: person.personId, unitId, message: null },
      asSystem(),
    )
    expect(came.became).toBe('ended')
  })

  test('who asks to belong where staff decide', async () => {
    const asking = await makeUnit(portal, tenantId, unitId)
    await portal.app.database.pool.query(`UPDATE units SET joining = 'request' WHERE id = $1`, [asking])
    const person = await makePerson(portal, { tenantId })
    const request = () =>
      person.client.call<Reply>('POST', `/units/${asking}/join-requests`, { message: 'Let me in' })
    expect((await request()).body.code).toBe('request.notEligible')
    await promote(person)
    expect((await request()).status).toBe(201)
  })

  test('who is elected to a position: all that is missing is said; a term that is over is written down as it was', async () => {
    const person = await makePerson(portal, { tenantId })
    const appoint = (more: object = {}) =>
      administrator.client.call<Reply>('POST', `/units/${unitId}/terms`, {
        positionId: chairId,
        personId: person.personId,
        ...more,
      })
    expect((await appoint()).body).toMatchObject(
      notYet('the grade Full member, a document that staff have seen'),
    )
    expect((await appoint({ startsAt: '2001-01-01T00:00:00Z', endsAt: '2002-01-01T00:00:00Z' })).status).toBe(
      201,
    )
    await promote(person)
    expect((await appoint()).body).toMatchObject(notYet('a document that staff have seen'))
    await check(person)
    expect((await appoint()).status).toBe(201)
  })

  test('who is given a role: by hand, by a position, and by a directory, which passes over who lacks it', async () => {
    const [person, other] = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
    const give = () =>
      administrator.client.call<Reply>('POST', '/grants', {
        personId: person.personId,
        unitId: tenantId,
        role: roleId,
      })
    expect((await give()).body).toMatchObject(notYet('a document that staff have seen'))
    const position = { name: { en: 'Head examiner' }, way: 'appointed', role: roleId }
    const { id: positionId } = (await administrator.client.call<Reply>('POST', '/positions', position)).body
    const carried = await administrator.client.call<Reply>('POST', `/units/${tenantId}/terms`, {
      positionId,
      personId: person.personId,
    })
    expect(carried.body.code).toBe('request.notEligible')
    await check(person)
    const { given } = await portal.app.runner.call(
      giveRoleToMany,
      { personIds: [person.personId, other.personId], unitId, role: roleId, reason: 'Directory' },
      asSystem(),
    )
    expect(given.map(({ personId }) => personId)).toEqual([person.personId])
    expect((await give()).status).toBe(201)
  })

  test('who comes by an invitation with a role comes in without it, and the inviter hears of that', async () => {
    const person = await makePerson(portal, { tenantId })
    const invited = await administrator.client.call<Reply>('POST', '/invitations', {
      unitId: tenantId,
      address: person.email,
      role: roleId,
    })
    expect(invited.status).toBe(201)
    await portal.runJobs()
    const text = (await mailsTo(portal, person.email)).at(-1)?.text
    const token = /\/invited\/([\w-]+)/.exec(text ?? '')?.[1]
    expect((await person.client.call<Reply>('POST', '/invited/me', { token })).status).toBe(201)
    await portal.runJobs()
    const told = (await mailsTo(portal, administrator.email)).at(-1)?.text
    expect(told).toContain('does not have the role of the invitation yet')
  })
})

describe('a condition', () => {
  test('is said, read and taken back, by pages as well', async () => {
    const at = await makeUnit(portal, tenantId, tenantId, 'Workshop')
    expect(
      (await administrator.client.call<Reply>('GET', `/eligibility-rules/joining/${at}`)).body,
    ).toMatchObject({
      words: [],
      version: 0,
    })
    const form = await administrator.client.get(`/settings/eligibility/joining/${at}`)
    expect(form.text).toContain('Conditions for joining Workshop')
    const sent = await administrator.client.form(`/settings/eligibility/joining/${at}`, { verified: 'phone' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/settings/eligibility'])
    const all = await administrator.client.get('/settings/eligibility')
    expect(all.text).toContain('a confirmed phone')
    expect(all.text).toContain('Full member')
    expect((await ask('joining', at, { verified: ['email', 'phone'] })).version).toBe(2)
    expect((await ask('joining', at, {})).version).toBe(0)
    const { body } = await administrator.client.call<Reply>('GET', '/eligibility-rules')
    expect(body.items.some(({ subject }) => subject === at)).toBe(false)
  })

  test('goes with its unit into another one, which asks what it asks itself', async () => {
    const [from, into] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
    await ask('joining', from, { grades: ['full'] })
    const preview = await administrator.client.call('GET', `/units/${from}/merge?intoId=${into}`)
    expect(preview.text).toContain('Its condition for joining ends.')
    expect((await administrator.client.call('POST', `/units/${from}/merge`, { intoId: into })).status).toBe(
      200,
    )
    expect((await join(await makePerson(portal, { tenantId }), into)).status).toBe(201)
  })

  test('membership.notAskedOfMembers, and what there is not: a grade, a unit of another association, a position', async () => {
    const put = (kind: string, subject: string, condition: object = { verified: ['phone'] }) =>
      administrator.client.call<Reply>('PUT', `/eligibility-rules/${kind}/${subject}`, condition)
    expect((await put('role', 'member')).body.code).toBe('membership.notAskedOfMembers')
    expect((await put('joining', unitId, { grades: ['none'] })).status).toBe(422)
    const elsewhere = await makeAssociation(portal, 'Elsewhere')
    for (const [kind, subject] of [
      ['joining', elsewhere],
      ['position', unitId],
      ['role', unitId],
      ['role', 'king'],
      ['joining', 'x'],
    ] as const)
      expect([kind, subject, (await put(kind, subject)).status]).toEqual([kind, subject, 404])
    const member = await makePerson(portal, { tenantId })
    expect((await member.client.call('GET', '/eligibility-rules')).status).toBe(403)
  })

  test('of two who say it at once one follows the other', async () => {
    const at = await makeUnit(portal, tenantId)
    const said = await Promise.all(
      ['phone', 'document', 'email'].map((kind) => ask('joining', at, { verified: [kind] })),
    )
    expect(said.map(({ version }) => version).sort()).toEqual([1, 2, 3])
  })

  test('is not overwritten by whoever did not know of it', async () => {
    const at = await makeUnit(portal, tenantId)
    const path = `/eligibility-rules/joining/${at}`
    const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })
    const put = async (version: number, body: object) =>
      (await administrator.client.call('PUT', path, body, ifMatch(version))).status
    expect(await put(0, { verified: ['phone'] })).toBe(200)
    expect(await put(0, { verified: ['email'] })).toBe(412)
    const page = `/settings/eligibility/joining/${at}`
    expect((await administrator.client.get(page)).text).toContain('name="_version" value="1"')
    const late = await administrator.client.form(page, { verified: 'email', _version: '0' })
    expect(late.status).toBe(412)
    const { body } = await administrator.client.call<Reply>('GET', path)
    expect(body).toMatchObject({ verified: ['phone'], version: 1 })
  })
})
