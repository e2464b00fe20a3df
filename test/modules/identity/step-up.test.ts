import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { codeIn, mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  way?: string
}

let portal: Portal
let tenantId: string
let administrator: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

async function grant(person = administrator) {
  const { personId } = await makePerson(portal, { tenantId, roles: [] })
  return person.client.call<Answer>('POST', '/grants', { unitId: tenantId, personId, role: 'manager' })
}

const stepUp = (body: object, person = administrator) => person.client.call<Answer>('POST', '/step-up', body)

describe('what asks for more than a session', () => {
  test('is done for ten minutes after the sign-in', async () => {
    portal.clock.advance({ minutes: 9 })
    expect((await grant()).status).toBe(201)
  })

  test('is refused after that, with where to go, until the password is given again', async () => {
    portal.clock.advance({ minutes: 10 })
    const refused = await grant()
    expect([refused.status, refused.body.code]).toEqual([403, 'request.stepUpNeeded'])
    expect(refused.headers.get('link')).toBe('</api/v1/step-up>; rel="step-up"')
    expect((await administrator.client.call<Answer>('GET', '/step-up')).body).toEqual({
      way: 'password',
      passkey: false,
    })
    expect((await stepUp({ password })).status).toBe(200)
    expect((await grant()).status).toBe(201)
    portal.clock.advance({ minutes: 10 })
    expect((await grant()).status).toBe(403)
  })

  test('is refused for lack of the right first: nobody shows a password to learn that they may not', async () => {
    const member = await makePerson(portal, { tenantId })
    portal.clock.advance({ minutes: 10 })
    expect((await grant(member)).body.code).toBe('request.notFound')
  })

  test('works in another process at once', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    try {
      portal.clock.advance({ minutes: 10 })
      const ahead = portal.clock.now().getTime() - second.clock.now().getTime()
      second.clock.advance({ seconds: ahead / 1000 })
      const there = second.visitor()
      there.setCookie('session', administrator.client.cookies.get('session') as string)
      const unitId = tenantId
      const { personId } = await makePerson(portal, { tenantId, roles: [] })
      const call = () => there.call('POST', '/grants', { unitId, personId, role: 'manager' })
      expect((await call()).status).toBe(403)
      await stepUp({ password })
      const giveUpAt = performance.now() + 10_000
      let { status } = await call()
      while (status === 403 && performance.now() < giveUpAt) status = (await call()).status
      expect(status).toBe(201)
    } finally {
      await second.close()
    }
  })

  test('does not count for another session of the same account', async () => {
    portal.clock.advance({ minutes: 10 })
    const other = portal.visitor()
    await other.call('POST', '/sign-in', { address: administrator.email, password })
    expect((await grant()).status).toBe(403)
  })
})

describe('showing that it is you', () => {
  beforeEach(() => portal.clock.advance({ minutes: 10 }))

  test('with a wrong password is refused, and slowed down', async () => {
    for (let count = 0; count < 5; count += 1)
      expect((await stepUp({ password: 'not it at all' })).body.code).toBe('identity.wrongProof')
    expect((await stepUp({ password })).body.code).toBe('identity.lockedOut')
    portal.clock.advance({ seconds: 60 })
    expect((await stepUp({ password })).status).toBe(200)
  })

  test('with a code that is sent works once', async () => {
    expect((await administrator.client.call('POST', '/step-up/codes', {})).status).toBe(202)
    await portal.runJobs()
    const code = codeIn((await mailsTo(portal, administrator.email)).at(-1)?.text)
    const flow = administrator.client.cookies.get('flow') as string
    expect((await stepUp({ code })).status).toBe(200)
    administrator.client.setCookie('flow', flow)
    expect((await stepUp({ code })).body.code).toBe('identity.codeExpired')
  })

  test('takes no code of somebody else', async () => {
    const other = await makePerson(portal, { tenantId })
    await other.client.call('POST', '/step-up/codes', {})
    await portal.runJobs()
    const code = codeIn((await mailsTo(portal, other.email)).at(-1)?.text)
    administrator.client.setCookie('flow', other.client.cookies.get('flow') as string)
    expect((await stepUp({ code })).body.code).toBe('identity.wrongProof')
  })

  test.each([{}, { code: '123456', password: 'both at once' }])('takes one of two: %j', async (body) => {
    expect((await stepUp(body)).status).toBe(422)
  })

  test('is for those who are signed in', async () => {
    expect((await portal.visitor().call('POST', '/step-up', { password })).status).toBe(401)
  })

  test('leads to no other site', async () => {
    const reply = await administrator.client.form('/step-up?to=https%3A%2F%2Fevil.example.net', { password })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/'])
  })

  test('by its page sends a code', async () => {
    const reply = await administrator.client.form('/step-up/code?to=%2Funits', {})
    expect(reply.headers.get('location')).toBe('/step-up?to=%2Funits&sent=1')
    expect((await administrator.client.get('/step-up?to=%2Funits&sent=1')).text).toContain('one-time-code')
  })
})

test('a unit of one’s own stays reachable meanwhile: only what asks for it waits', async () => {
  const unitId = await makeUnit(portal, tenantId)
  portal.clock.advance({ minutes: 30 })
  expect((await administrator.client.call('GET', `/units/${unitId}`)).status).toBe(200)
})
