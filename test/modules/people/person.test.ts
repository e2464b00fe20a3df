import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addMember } from '../../../src/modules/units/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Shown {
  sight: string
  displayName: string
  phone?: string | null
  email?: string | null
  certifications?: unknown[]
}

let portal: Portal
let here: string
let somebody: MadePerson
let manager: MadePerson
let otherManager: MadePerson
let fellow: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  const own = await makeUnit(portal, here)
  const other = await makeUnit(portal, here)
  somebody = await makePerson(portal, { tenantId: here })
  await portal.app.runner.call(
    addMember,
    { unitId: own, personId: somebody.personId },
    portal.app.asSystem('test', here),
  )
  const at = (unitId: string) => [{ unitId, role: 'manager' as const }]
  manager = await makePerson(portal, { tenantId: here, roles: [], at: at(own) })
  otherManager = await makePerson(portal, { tenantId: here, roles: [], at: at(other) })
  fellow = await makePerson(portal, { tenantId: here })
  stranger = await makePerson(portal, { tenantId: elsewhere })
  await somebody.client.call('PUT', '/me/names', {
    givenName: 'Solveig',
    familyName: 'Åse',
    nativeName: 'Sól',
  })
  await somebody.client.call('PUT', '/me/contact', { phone: '+47 22 12 34 56' })
  await somebody.client.call('POST', '/me/certifications', { name: 'Crane licence' })
  await somebody.client.call('PUT', '/me/about', { title: 'Rigger', bio: 'Climbs.' })
})
afterAll(() => portal.close())

const seenBy = async (who: MadePerson) => {
  const { status, body } = await who.client.call<Shown>('GET', `/people/${somebody.personId}`)
  return status === 200 ? body : status
}
const show = (shownTo: string) => somebody.client.call('PUT', '/me/visibility', { shownTo })

describe('a person is seen', () => {
  test('whole by themselves and by those in charge of a unit of theirs', async () => {
    await show('staff')
    const whole = { displayName: 'Solveig Åse', phone: '+47 22 12 34 56', email: somebody.email }
    expect(await seenBy(somebody)).toMatchObject({ ...whole, sight: 'self' })
    expect(await seenBy(manager)).toMatchObject({ ...whole, sight: 'staff' })
  })

  test('by fellow members not at all, until they say so; and then not how to reach them', async () => {
    await show('staff')
    expect([await seenBy(fellow), await seenBy(otherManager)]).toEqual([404, 404])
    await show('members')
    const shown = await seenBy(fellow)
    expect(shown).toMatchObject({
      sight: 'member',
      displayName: 'Solveig Åse',
      title: 'Rigger',
      bio: 'Climbs.',
    })
    expect(shown).toMatchObject({ phone: null, email: null, place: null, certifications: [] })
    for (const kept of ['signInPhone', 'addressLines', 'position', 'version'])
      expect(Object.keys(shown)).not.toContain(kept)
  })

  test('by nobody of another association, whatever they show', async () => {
    await show('members')
    expect(await seenBy(stranger)).toBe(403)
    expect((await portal.visitor().call('GET', `/people/${somebody.personId}`)).status).toBe(401)
  })
})

test('the page shows what its reader may see, and answers 404 like the API', async () => {
  await show('members')
  const path = `/people/${somebody.personId}`
  const [forStaff, forFellow] = await Promise.all([manager.client.get(path), fellow.client.get(path)])
  for (const { status, text } of [forStaff, forFellow]) {
    expect(status).toBe(200)
    expect(text).toContain('Solveig Åse')
    expect(text).toContain('Climbs.')
  }
  expect(forStaff.text).toContain('+47 22 12 34 56')
  expect(forStaff.text).toContain('Crane licence')
  expect(forFellow.text).not.toContain('+47 22 12 34 56')
  expect(forFellow.text).not.toContain('Crane licence')
  await show('staff')
  expect((await fellow.client.get(path)).status).toBe(404)
  expect((await fellow.client.get('/people/nobody')).status).toBe(404)
})

test('the search finds people as far as they may be seen, by either of their names', async () => {
  const found = async (who: MadePerson, text: string) =>
    (
      await who.client.call<{ items: Array<{ type: string; title: string }> }>(
        'GET',
        `/search?text=${encodeURIComponent(text)}`,
      )
    ).body.items.filter(({ type }) => type === 'people.people')
  await show('staff')
  expect(await found(manager, 'åse solv')).toHaveLength(1)
  expect(await found(manager, 'Sól')).toHaveLength(1)
  expect(await found(fellow, 'solveig')).toEqual([])
  await show('members')
  expect(await found(fellow, 'solveig')).toHaveLength(1)
})
