import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { recordReferral } from '../../../src/modules/referrals/index.ts'
import { codeIn, mailsTo, smsTo, tokenIn } from '../../factories/mails.ts'
import {
  type MadePerson,
  makeAssociation,
  makePerson,
  makeUnit,
  password,
  signedIn,
} from '../../factories/people.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Mine {
  isOff: boolean
  code: string
  link: string | null
  count: number
  items: Array<{ name: string | null; personId: string | null }>
}

let portal: Portal
let tenantId: string
let member: MadePerson
let admin: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  member = await makePerson(portal, { tenantId })
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

const rows = async <Row extends object>(statement: string, values: unknown[]): Promise<Row[]> =>
  (await portal.app.database.pool.query<Row>(statement, values)).rows
const makeCode = async ({ client }: MadePerson) =>
  (await client.call<Mine>('POST', '/me/referral-code')).body.code
const mineOf = async ({ client }: MadePerson) => (await client.call<Mine>('GET', '/me/referrals')).body
const rule = (isOff: boolean) => admin.client.call('PUT', '/referral-rule', { isOff })

/** Asks to join by a link; what comes back confirms it. */
async function ask(ref: string | undefined, address = `${randomUUID()}@example.org`) {
  const visitor = portal.visitor()
  const asked = await visitor.call<{ referral: string | null }>('POST', '/sign-up', {
    givenName: 'New',
    address,
    ref,
  })
  await portal.runJobs()
  return {
    referral: asked.body.referral,
    async confirm(by: 'code' | 'link' = 'code'): Promise<{ client: Client; personId: string }> {
      const mail = (await mailsTo(portal, address)).at(-1)
      const confirmed =
        by === 'link'
          ? await visitor.call('POST', '/sign-up/confirm', { token: tokenIn(mail, '/confirm'), password })
          : await visitor.call('POST', '/sign-up/confirm-code', {
              code: codeIn(mail?.text ?? (await smsTo(portal, address)).at(-1)),
              password,
            })
      expect(confirmed.status).toBe(200)
      const { body } = await visitor.call<{ personId: string }>('GET', '/me/profile')
      return { client: visitor, personId: body.personId }
    },
  }
}
const referrerOf = async (personId: string) =>
  (
    await rows<{ id: string }>('SELECT referrer_id AS id FROM referrals WHERE person_id = $1', [personId])
  ).map(({ id }) => id)

describe('a link of a member', () => {
  test('is made on demand, leads to the page to sign up, and counts who comes by link, code or phone', async () => {
    expect(await mineOf(member)).toEqual({ isOff: false, code: null, link: null, count: 0, items: [] })
    const code = await makeCode(member)
    const { link } = await mineOf(member)
    expect(link).toBe(`${portal.url}/sign-up?ref=${code}`)
    const page = await portal.visitor().get(`/sign-up?ref=${code.toUpperCase()}`)
    expect(page.text).toContain('A member has sent you this link.')
    expect(page.text).not.toContain('Given Family')
    for (const [by, address] of [['link'], ['code'], ['code', '+380441234571']] as const) {
      const { referral, confirm } = await ask(code, address)
      expect(referral).toBe('counts')
      expect(await referrerOf((await confirm(by)).personId)).toEqual([member.personId])
    }
    expect((await mineOf(member)).count).toBe(3)
  })

  test('shows those whom it brought as the directory would', async () => {
    const { client, personId } = await (await ask(await makeCode(member))).confirm()
    const shown = async () => (await mineOf(member)).items[0]
    expect(await shown()).toMatchObject({ name: null, personId: null })
    const visibility = { shownTo: 'members' }
    expect((await client.call('PUT', '/me/visibility', visibility)).status).toBe(200)
    expect(await shown()).toMatchObject({ name: 'New', personId })
    expect((await member.client.get('/my-referrals')).text).toContain(`href="/people/${personId}"`)
  })

  test('that is renewed, switched off, foreign or nonsense stops nobody, says so, and counts nobody', async () => {
    const other = await makePerson(portal, { tenantId })
    const first = await makeCode(other)
    const second = await makeCode(other)
    expect(second).not.toBe(first)
    const foreigner = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    await rows(
      'INSERT INTO referral_codes (id, tenant_id, person_id, code, created_at) SELECT $1, tenant_id, id, $2, $3 FROM persons WHERE id = $4',
      [randomUUID(), 'foreigncod', portal.clock.now(), foreigner.personId],
    )
    expect((await other.client.call<Mine>('DELETE', '/me/referral-code')).body).toEqual({ code: null })
    for (const ref of [first, second, 'foreigncod', 'no such code', '../..', 'x'.repeat(200)]) {
      const { referral, confirm } = await ask(ref)
      expect(referral).toBe('unknown')
      expect(await referrerOf((await confirm()).personId)).toEqual([])
      const counts = await portal
        .visitor()
        .call<{ counts: boolean }>('GET', `/referral-codes?code=${encodeURIComponent(ref)}`)
      expect(counts.body).toEqual({ counts: false })
    }
    const page = await portal.visitor().get('/sign-up?ref=nonsense')
    expect(page.text).toContain('The link that you followed does not count any more.')
    expect((await ask(undefined)).referral).toBeNull()
  })

  test('is kept through confirmation, though it is renewed before that', async () => {
    const other = await makePerson(portal, { tenantId })
    const { confirm } = await ask(await makeCode(other))
    portal.clock.advance({ seconds: 5 })
    await makeCode(other)
    expect(await referrerOf((await confirm()).personId)).toEqual([other.personId])
  })

  test('referrals.off: the association switches all of them off and on again', async () => {
    const other = await makePerson(portal, { tenantId })
    const code = await makeCode(other)
    expect((await rule(true)).status).toBe(200)
    expect((await other.client.call<{ code: string }>('POST', '/me/referral-code')).body.code).toBe(
      'referrals.off',
    )
    expect((await ask(code)).referral).toBe('unknown')
    expect((await other.client.get('/my-referrals')).text).toContain('does not count links of members')
    expect((await rule(false)).status).toBe(200)
    expect((await ask(code)).referral).toBe('counts')
    const read = await admin.client.call<{ isOff: boolean }>('GET', '/referral-rule')
    expect(read.body.isOff).toBe(false)
    expect((await member.client.call('PUT', '/referral-rule', { isOff: true })).status).toBe(403)
  })

  test('counts once and for ever, and nobody for themselves, though two notes come at once', async () => {
    const [one, other, newcomer] = [
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
    ]
    const codes = [await makeCode(one), await makeCode(other)]
    const note = (personId: string, code: string) =>
      portal.app.runner.call(
        recordReferral,
        { personId, code, askedAt: portal.clock.now() },
        portal.app.asSystem('test', tenantId),
      )
    const noted = await Promise.all(codes.map((code) => note(newcomer.personId, code)))
    expect(noted.map(({ counted }) => counted).sort()).toEqual([false, true])
    expect((await referrerOf(newcomer.personId)).length).toBe(1)
    expect(await note(one.personId, codes[0] as string)).toEqual({ counted: false })
    await expect(
      rows('UPDATE referrals SET referrer_id = person_id WHERE person_id = $1', [newcomer.personId]),
    ).rejects.toThrow('referrals_of_others')
  })

  test('of two that are made at once one stands', async () => {
    const other = await makePerson(portal, { tenantId })
    const both = await Promise.all([makeCode(other), makeCode(other)])
    const current = await rows('SELECT 1 FROM referral_codes WHERE person_id = $1 AND ended_at IS NULL', [
      other.personId,
    ])
    expect([new Set(both).size, current.length]).toEqual([2, 1])
  })
})

describe('staff', () => {
  test('see who brought whom among the people of their units, with a count for each, as a list and a file', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    const bringer = await makePerson(portal, { tenantId })
    const { personId } = await (await ask(await makeCode(bringer))).confirm()
    type List = { items: Array<{ personId: string; referrerId: string; count: number }> }
    const listed = async ({ client }: MadePerson) =>
      (await client.call<List>('GET', `/referrals?by=${bringer.personId}`)).body.items
    expect(await listed(admin)).toMatchObject([{ personId, referrerId: bringer.personId, count: 1 }])
    expect(await listed(manager)).toEqual([])
    const join = (who: string) =>
      rows(
        'INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at) VALUES ($1, $2, $3, $4, false, now())',
        [randomUUID(), tenantId, unitId, who],
      )
    await join(personId)
    expect(await listed(manager)).toEqual([])
    expect((await manager.client.call('GET', `/people/${bringer.personId}/referrals`)).status).toBe(404)
    await join(bringer.personId)
    expect((await listed(manager)).length).toBe(1)
    const of = await manager.client.call<{ count: number }>('GET', `/people/${bringer.personId}/referrals`)
    expect(of.body.count).toBe(1)
    const came = await manager.client.call<{ broughtBy: { personId: string } }>(
      'GET',
      `/people/${personId}/referrals`,
    )
    expect(came.body.broughtBy.personId).toBe(bringer.personId)
    expect((await admin.client.download('/referrals.csv')).text).toContain('New')
    expect((await member.client.call('GET', '/referrals')).status).toBe(403)
  })
})

describe('the portal', () => {
  test('makes, renews and switches off; keeps the link through the form; lets staff read and switch', async () => {
    const other = await makePerson(portal, { tenantId })
    expect((await other.client.get('/my-referrals')).text).toContain('You have no link')
    expect((await other.client.form('/my-referrals/new', {})).status).toBe(303)
    const { code } = await mineOf(other)
    const visitor = portal.visitor()
    const form = await visitor.get(`/sign-up?ref=${code}`)
    expect(form.text).toContain(`name="ref" value="${code}"`)
    const email = `${randomUUID()}@example.org`
    await visitor.form(`/sign-up?ref=${code}`, { givenName: 'Form', address: email, ref: code })
    await portal.runJobs()
    const typed = codeIn((await mailsTo(portal, email)).at(-1)?.text)
    expect((await visitor.form('/sign-up/code', { code: typed, password })).headers.get('location')).toBe('/')
    expect((await mineOf(other)).count).toBe(1)
    expect((await admin.client.get(`/people/${other.personId}/referrals`)).text).toContain('Brought 1 person')
    expect((await admin.client.get('/referrals')).text).toContain('/referrals/rule')
    expect((await admin.client.form('/referrals/rule', {})).headers.get('location')).toBe('/referrals')
    expect((await admin.client.get('/referrals/rule')).text).toContain('name="isOff"')
    expect((await other.client.form('/my-referrals/end', {})).status).toBe(303)
    expect((await mineOf(other)).code).toBeNull()
  })
})

describe('two entries that become one', () => {
  test('were brought once, by who came first, and brought nobody who is themselves', async () => {
    const [kept, spare, friend] = [
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
    ]
    const refer = (who: MadePerson, by: MadePerson, at: string) =>
      rows(
        'INSERT INTO referrals (id, tenant_id, person_id, referrer_id, brought_at) VALUES ($1, $2, $3, $4, $5)',
        [randomUUID(), tenantId, who.personId, by.personId, at],
      )
    await refer(kept, admin, '2026-01-02')
    await refer(spare, member, '2026-01-01')
    await refer(friend, spare, '2026-01-03')
    const codes = [await makeCode(kept), await makeCode(spare)]
    // Days have gone by, and merging asks for a session that is fresh.
    const fresh = await signedIn(portal, admin.email)
    const merged = await fresh.call('POST', '/people/merges', {
      keptId: kept.personId,
      mergedId: spare.personId,
    })
    expect(merged.status).toBe(201)
    expect(await referrerOf(kept.personId)).toEqual([member.personId])
    expect(await referrerOf(friend.personId)).toEqual([kept.personId])
    const left = await rows<{ code: string }>(
      'SELECT code FROM referral_codes WHERE person_id = $1 AND ended_at IS NULL',
      [kept.personId],
    )
    expect(left).toEqual([{ code: codes[0] }])
    // Whoever was brought by their own other entry was brought by nobody.
    const again = await fresh.call('POST', '/people/merges', {
      keptId: kept.personId,
      mergedId: friend.personId,
    })
    expect(again.status).toBe(201)
    expect(await referrerOf(kept.personId)).toEqual([member.personId])
  })
})
