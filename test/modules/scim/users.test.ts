import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeApiToken } from '../../factories/api-tokens.ts'
import {
  type MadePerson,
  makeAssociation,
  makeEntry,
  makePerson,
  makeUnit,
  signedIn,
} from '../../factories/people.ts'
import { enterpriseSchema, makeProvider, Provider, type Resource, userSchema } from '../../factories/scim.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { statementsOf } from '../../support/statements.ts'

let portal: Portal
let tenantId: string
let otherId: string
let administrator: MadePerson
let provider: Provider
let foreign: Provider

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  otherId = await makeAssociation(portal, 'Another one')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  provider = await makeProvider(portal, administrator, tenantId)
  foreign = await makeProvider(
    portal,
    await makePerson(portal, { tenantId: otherId, roles: ['member', 'administrator'] }),
    otherId,
  )
})
afterAll(() => portal.close())

const name = () => `${randomUUID()}@example.org`
const run = <Row = Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
  portal.app.database.sql<Row>(statement)

async function personOf(userId: string) {
  const [person] = await run<Resource>(sql`
    SELECT p.* FROM scim_users u JOIN persons p ON p.id = u.person_id WHERE u.id = ${userId}::uuid`)
  return person
}

async function standingOf(userId: string): Promise<string> {
  const [row] = await run<{ standing: string }>(sql`
    SELECT coalesce((SELECT standing FROM person_standings s WHERE s.person_id = u.person_id AND s.ends_at IS NULL), 'active') AS standing
    FROM scim_users u WHERE u.id = ${userId}::uuid`)
  return row?.standing ?? ''
}

/** What the audit says was done with somebody. */
async function actsAbout(personId: string): Promise<string[]> {
  const rows = await run<{ operation: string }>(sql`
    SELECT DISTINCT operation FROM audit_entries e WHERE e.tenant_id = ${tenantId}::uuid AND e.changes::text LIKE ${`%${personId}%`}`)
  return rows.map(({ operation }) => operation)
}

describe('a person made by the provider', () => {
  test('is the entry that staff keep with that address, who gets what every member has', async () => {
    const [userName, email] = [name(), name()]
    const personId = await makeEntry(portal, tenantId, tenantId, { email })
    const sent = { schemas: [userSchema], userName, emails: [{ value: email }] }
    const { status, body } = await provider.ask('POST', '/Users', sent)
    expect([status, (await personOf(String(body.id)))?.id]).toEqual([201, personId])
    const held = await run(sql`SELECT role FROM grant_standings WHERE person_id = ${personId}::uuid`)
    expect(held).toEqual([{ role: 'member' }])
  })

  test('is answered as RFC 7644, 3.3 says, and read again', async () => {
    const userName = name()
    const sent = {
      schemas: [userSchema, enterpriseSchema],
      externalId: randomUUID(),
      userName,
      name: {
        formatted: 'Ms. Barbara J Jensen III',
        familyName: 'Jensen',
        givenName: 'Barbara',
        middleName: 'Jane',
      },
      title: 'Tour Guide',
      timezone: 'America/Los_Angeles',
      preferredLanguage: 'uk-UA',
      emails: [{ value: userName, type: 'work', primary: true }],
      phoneNumbers: [{ value: '+1 555 555 8377', type: 'work' }],
      addresses: [
        {
          type: 'work',
          streetAddress: '100 Universal City Plaza',
          locality: 'Hollywood',
          postalCode: '91608',
          country: 'US',
        },
      ],
      [enterpriseSchema]: { employeeNumber: '701984', department: 'Tour Operations' },
      password: 't1meMa$heen',
    }
    const made = await provider.ask('POST', '/Users', sent)
    expect(made.status).toBe(201)
    expect(made.headers.get('content-type')).toMatch(/^application\/scim\+json/)
    const { id, meta } = made.body
    expect(made.headers.get('location')).toBe(`${portal.url}/scim/v2/Users/${id}`)
    expect(made.headers.get('etag')).toBe('W/"1"')
    expect(meta).toMatchObject({
      resourceType: 'User',
      version: 'W/"1"',
      location: `${portal.url}/scim/v2/Users/${id}`,
    })
    const { password: _never, ...kept } = sent
    expect(made.body).toEqual({ ...kept, id, active: true, meta })
    const read = await provider.ask('GET', `/Users/${id}`)
    expect([read.status, read.body]).toEqual([200, made.body])
    expect(await personOf(id)).toMatchObject({
      account_id: null,
      tenant_id: tenantId,
      given_name: 'Barbara',
      family_name: 'Jensen',
      patronymic: 'Jane',
      title: 'Tour Guide',
      phone: '+1 555 555 8377',
      city: 'Hollywood',
      country: 'US',
      time_zone: 'America/Los_Angeles',
      locale: 'uk',
    })
    const grants = await run(sql`
      SELECT role FROM authorities g JOIN scim_users u ON u.person_id = g.person_id WHERE u.id = ${id}::uuid`)
    expect(grants).toEqual([{ role: 'member' }])
  })

  test('has a name whatever the provider says, and keeps what fits no field', async () => {
    const odd = await provider.makeUser(name(), {
      name: { givenName: 'www.evil.org' },
      phoneNumbers: [{ value: 'ext' }],
      timezone: 'Mars/One',
    })
    expect(odd).toMatchObject({ name: { givenName: 'www.evil.org' }, timezone: 'Mars/One' })
    expect(await personOf(odd.id)).toMatchObject({
      given_name: odd.userName.split('@')[0],
      phone: null,
      time_zone: 'UTC',
    })
    const shown = await provider.makeUser(name(), { displayName: 'Olena' })
    expect((await personOf(shown.id)).display_name).toBe('Olena')
  })

  test('scim.userNameTaken, scim.externalIdTaken: names know no case, and both stand once in an association', async () => {
    const userName = `U${name()}`
    const externalId = randomUUID()
    await provider.makeUser(userName, { externalId })
    const again = await provider.ask('POST', '/Users', {
      schemas: [userSchema],
      userName: userName.toUpperCase(),
    })
    expect([again.status, again.body.scimType, again.body.status]).toEqual([409, 'uniqueness', '409'])
    expect(again.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    const other = await provider.ask('POST', '/Users', {
      schemas: [userSchema],
      userName: name(),
      externalId,
    })
    expect([other.status, other.body.scimType]).toEqual([409, 'uniqueness'])
    expect(
      (await foreign.ask('POST', '/Users', { schemas: [userSchema], userName, externalId })).status,
    ).toBe(201)
  })

  test('comes once though twenty ask at once', async () => {
    const userName = name()
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => provider.ask('POST', '/Users', { schemas: [userSchema], userName })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM persons WHERE display_name = ${userName.split('@')[0]}`)
    expect(count).toBe(1)
  })
})

describe('changes', () => {
  test('PUT takes back what is not said, and leaves active as it was', async () => {
    const user = await provider.makeUser(name(), {
      name: { givenName: 'Barbara', familyName: 'Jensen' },
      title: 'Guide',
    })
    const put = await provider.ask('PUT', `/Users/${user.id}`, {
      schemas: [userSchema],
      id: 'another',
      userName: user.userName,
      name: { givenName: 'Babs', familyName: 'Jensen' },
    })
    expect([put.status, put.headers.get('etag')]).toEqual([200, 'W/"2"'])
    expect(put.body).toMatchObject({ id: user.id, active: true, name: { givenName: 'Babs' } })
    expect(put.body).not.toHaveProperty('title')
    expect(await personOf(user.id)).toMatchObject({ given_name: 'Babs', title: null })
    const taken = await provider.ask('PUT', `/Users/${user.id}`, {
      schemas: [userSchema],
      userName: (await provider.makeUser(name())).userName,
    })
    expect([taken.status, taken.body.scimType]).toEqual([409, 'uniqueness'])
  })

  test('PATCH says what is there now; what changes nothing leaves the version', async () => {
    const user = await provider.makeUser(name(), { title: 'Guide' })
    const patched = await provider.patch(`/Users/${user.id}`, [
      { op: 'replace', path: 'title', value: 'Senior guide' },
    ])
    expect([patched.status, patched.body.title, patched.body.meta.version]).toEqual([
      200,
      'Senior guide',
      'W/"2"',
    ])
    const again = await provider.patch(`/Users/${user.id}`, [
      { op: 'replace', path: 'title', value: 'Senior guide' },
    ])
    expect(again.body.meta).toEqual(patched.body.meta)
    const wrong = await provider.patch(`/Users/${user.id}`, [
      { op: 'replace', path: 'title', value: 'Never' },
      { op: 'replace', path: 'shoeSize', value: 'x' },
    ])
    expect([wrong.status, wrong.body.scimType]).toEqual([400, 'invalidPath'])
    expect((await provider.ask('GET', `/Users/${user.id}`)).body.title).toBe('Senior guide')
  })

  test('conditions: 304 where it is known, 412 where it has changed', async () => {
    const user = await provider.makeUser(name())
    const at = `/Users/${user.id}`
    const known = await provider.ask('GET', at, undefined, { 'If-None-Match': 'W/"1"' })
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', 'W/"1"'])
    expect((await provider.ask('GET', at, undefined, { 'If-None-Match': 'W/"7"' })).status).toBe(200)
    const title = (value: string) => [{ op: 'add', path: 'title', value }]
    expect((await provider.patch(at, title('One'), { 'If-Match': 'W/"1"' })).status).toBe(200)
    expect((await provider.patch(at, title('Two'), { 'If-Match': 'W/"1"' })).status).toBe(412)
    expect((await provider.patch(at, title('Two'), { 'If-Match': 'W/"1", W/"2"' })).status).toBe(200)
    expect((await provider.patch(at, title('Three'), { 'If-Match': '*' })).status).toBe(200)
    expect((await provider.ask('DELETE', at, undefined, { 'If-Match': 'W/"1"' })).status).toBe(412)
  })

  test('of several who change the same version at once one does', async () => {
    const user = await provider.makeUser(name())
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        provider.patch(`/Users/${user.id}`, [{ op: 'add', path: 'title', value: `Guide ${index}` }], {
          'If-Match': 'W/"1"',
        }),
      ),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)])
  })
})

describe('active and gone', () => {
  test('active: false suspends in this association only, and ends sessions here', async () => {
    const email = name()
    const member = await makePerson(portal, { tenantId, email })
    const user = await provider.makeUser(email)
    expect((await personOf(user.id)).id).toBe(member.personId)
    const off = await provider.patch(`/Users/${user.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    expect([off.status, off.body.active]).toEqual([200, false])
    expect(await standingOf(user.id)).toBe('suspended')
    // Reads hear of it within a second.
    await until(
      'they are out',
      async () => (await member.client.call('GET', '/me/profile')).status === 401,
      1_000,
    )
    // They may still come in and read why.
    const back = await signedIn(portal, email)
    await until('they are kept out', async () => (await back.call('GET', '/units')).status === 403)
    expect(await actsAbout(member.personId)).toEqual(
      expect.arrayContaining([
        'people.followDirectory',
        'identity.endSessionsHere',
        'membership.changeStanding',
      ]),
    )
    const on = await provider.patch(`/Users/${user.id}`, [{ op: 'replace', value: { active: true } }])
    expect(on.body.active).toBe(true)
    expect(await standingOf(user.id)).toBe('active')
    await until('they are let in', async () => (await back.call('GET', '/units')).status === 200)
  })

  test('what the staff decided, the provider does not take back', async () => {
    const user = await provider.makeUser(name())
    const { id: personId } = await personOf(user.id)
    const suspended = await administrator.client.call('POST', `/people/${personId}/standing`, {
      to: 'suspended',
      reason: 'Staff say so',
    })
    expect(suspended.status).toBe(200)
    await provider.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }])
    await provider.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: true }])
    expect(await standingOf(user.id)).toBe('suspended')
  })

  test('DELETE ends the membership, keeps the person, and answers 404 from then on', async () => {
    const userName = name()
    const externalId = randomUUID()
    const user = await provider.makeUser(userName, { externalId })
    // As programs send it that name the media type of nothing.
    const gone = await provider.raw('DELETE', `/Users/${user.id}`, '')
    expect([gone.status, gone.text]).toEqual([204, ''])
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH'])
      expect(
        (
          await provider.ask(
            method,
            `/Users/${user.id}`,
            method === 'GET' || method === 'DELETE' ? undefined : {},
          )
        ).status,
      ).toBe(404)
    expect((await provider.find('Users', `userName eq "${userName}"`)).body.totalResults).toBe(0)
    expect(await standingOf(user.id)).toBe('resigned')
    const before = await personOf(user.id)
    expect(before.deleted_at).toBeNull()
    // Who comes back is the same person, under a new id.
    const again = await provider.makeUser(userName, { externalId })
    expect(again.id).not.toBe(user.id)
    expect((await personOf(again.id)).id).toBe(before.id)
    expect(await standingOf(again.id)).toBe('active')
  })
})

describe('an account is never touched', () => {
  test('of a person in two associations only the own person follows; account, address and sessions stay', async () => {
    const email = name()
    const elsewhere = await makePerson(portal, { tenantId: otherId, email })
    // The same human being is a person here as well.
    const [{ id: personHere } = { id: '' }] = await run<{ id: string }>(sql`
      INSERT INTO persons (id, tenant_id, account_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
      VALUES (gen_random_uuid(), ${tenantId}::uuid, ${elsewhere.accountId}::uuid, 'Own', 'Own', 'Own', 'en', 'UTC', '2020-01-01', '2020-01-01') RETURNING id`)
    const accounts = () =>
      run(sql`SELECT a.*, (SELECT count(*) FROM sessions s WHERE s.account_id = a.id AND s.ended_at IS NULL) AS sessions
      FROM accounts a WHERE a.id = ${elsewhere.accountId}::uuid`)
    const before = await accounts()
    const user = await provider.makeUser(email, {
      name: { givenName: 'Directory' },
      emails: [{ value: 'other@example.org' }],
    })
    expect((await personOf(user.id)).id).toBe(personHere)
    const off = await provider.patch(`/Users/${user.id}`, [
      { op: 'replace', path: 'userName', value: name() },
      { op: 'replace', path: 'active', value: false },
    ])
    expect(off.status).toBe(200)
    expect((await provider.ask('DELETE', `/Users/${user.id}`)).status).toBe(204)
    expect(await accounts()).toEqual(before)
    const there = await elsewhere.client.call<Resource>('GET', '/me/profile')
    expect([there.status, there.body.givenName, there.body.email]).toEqual([200, 'Given', email])
    expect(
      (await run<Resource>(sql`SELECT given_name FROM persons WHERE id = ${personHere}::uuid`))[0].given_name,
    ).toBe('Directory')
  })

  test('an address of somebody elsewhere makes a person without an account, and says nothing of them', async () => {
    const stranger = await makePerson(portal, { tenantId: otherId })
    const user = await provider.makeUser(stranger.email, {
      emails: [{ value: stranger.email, primary: true }],
    })
    expect((await personOf(user.id)).account_id).toBeNull()
    const free = await provider.makeUser(name())
    expect(
      Object.keys(user)
        .filter((key) => key !== 'emails')
        .sort(),
    ).toEqual(Object.keys(free).sort())
    await provider.ask('DELETE', `/Users/${user.id}`)
    expect((await stranger.client.call('GET', '/me/profile')).status).toBe(200)
  })

  test('what another association keeps in step does not exist', async () => {
    const user = await provider.makeUser(name())
    for (const [method, body] of [
      ['GET'],
      ['PUT', { schemas: [userSchema], userName: 'x' }],
      ['PATCH', {}],
      ['DELETE'],
    ] as const)
      expect((await foreign.ask(method, `/Users/${user.id}`, body)).status).toBe(404)
    expect((await foreign.find('Users', `id eq "${user.id}"`)).body.totalResults).toBe(0)
  })
})

describe('who may', () => {
  test('a token without the scope, for a part of the association, or none at all', async () => {
    const plain = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: ['units.read'] })
    const without = await new Provider(portal.url, plain.token).ask('GET', '/Users')
    expect([without.status, without.body.status, without.body.scimType]).toEqual([403, '403', undefined])
    const unitId = await makeUnit(portal, tenantId)
    const part = await makeApiToken(portal, administrator, { unitId, scopes: ['scim.provision'] })
    expect((await new Provider(portal.url, part.token).ask('GET', '/Users')).status).toBe(403)
    const wrong = await new Provider(portal.url, 'guildhall_api_wrong').ask('GET', '/Users')
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token"',
    ])
    expect(wrong.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    expect((await portal.visitor().get<Resource>('/scim/v2/Users')).status).toBe(401)
  })

  test('scim.beyondMaker: nobody is suspended or let go by the token of somebody who may do less', async () => {
    const permissions = ['scim.provision', 'units.read']
    const role = await administrator.client.call<Resource>('POST', '/roles', {
      unitId: tenantId,
      name: { en: 'Directory' },
      permissions,
    })
    expect(role.status).toBe(201)
    const clerk = await makePerson(portal, { tenantId })
    const granted = await administrator.client.call('POST', '/grants', {
      personId: clerk.personId,
      unitId: tenantId,
      role: role.body.id,
    })
    expect(granted.status).toBe(201)
    const small = await makeProvider(portal, clerk, tenantId)
    const chief = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const taken = await small.ask('POST', '/Users', { schemas: [userSchema], userName: chief.email })
    expect([taken.status, taken.body.detail]).toEqual([403, expect.stringContaining('made this token')])
    const user = await provider.makeUser(chief.email)
    expect(
      (await small.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }])).status,
    ).toBe(403)
    expect((await small.ask('DELETE', `/Users/${user.id}`)).status).toBe(403)
    expect(await standingOf(user.id)).toBe('active')
    // Their own kind they may keep in step.
    expect((await small.ask('DELETE', `/Users/${(await small.makeUser(name())).id}`)).status).toBe(204)
  })

  test('the last administrator stays', async () => {
    const alone = await makeAssociation(portal, 'Run by one')
    const only = await makePerson(portal, { tenantId: alone, roles: ['member', 'administrator'] })
    const own = await makeProvider(portal, only, alone)
    const user = await own.makeUser(only.email)
    for (const reply of [
      await own.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }]),
      await own.ask('DELETE', `/Users/${user.id}`),
    ])
      expect([reply.status, reply.body.detail]).toEqual([409, expect.stringContaining('administrator')])
    expect((await own.ask('GET', `/Users/${user.id}`)).body.active).toBe(true)
  })
})

describe('lists', () => {
  let lists: Provider
  const ids: string[] = []

  beforeAll(async () => {
    const tenant = await makeAssociation(portal, 'For lists')
    lists = await makeProvider(
      portal,
      await makePerson(portal, { tenantId: tenant, roles: ['member', 'administrator'] }),
      tenant,
    )
    const people = [
      {
        userName: 'anna@a.org',
        title: 'Guide',
        name: { familyName: 'Ясень' },
        emails: [{ value: 'Anna@work.org', type: 'work' }],
        userType: 'Employee',
      },
      {
        userName: 'boris@b.org',
        name: { familyName: 'Береза' },
        emails: [
          { value: 'b@home.org', type: 'home' },
          { value: 'b@work.org', type: 'work', primary: true },
        ],
        [enterpriseSchema]: { department: 'Tours' },
      },
      { userName: 'Clara@c.org', title: 'guide', active: false, externalId: 'E-3' },
    ]
    for (const { userName, ...more } of people) {
      portal.clock.advance({ minutes: 1 })
      ids.push((await lists.makeUser(userName, more)).id)
    }
  })

  const named = async (filter: string, more = '') => {
    const { status, body } = await lists.find('Users', filter, more)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    expect(body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
    return body.Resources.map(({ userName }: Resource) => userName.charAt(0).toLowerCase()).join('')
  }

  test.each([
    ['userName eq "ANNA@A.ORG"', 'a'],
    ['userName ne "anna@a.org"', 'bc'],
    ['userName co "@B"', 'b'],
    ['userName sw "cl"', 'c'],
    ['userName ew ".org" and title pr', 'ac'],
    ['title eq "GUIDE"', 'ac'],
    ['not (title pr)', 'b'],
    ['title eq null', 'b'],
    ['title ne "guide"', 'b'],
    ['active eq true', 'ab'],
    ['active eq "False"', 'error'],
    ['active ne true', 'c'],
    ['externalId eq "E-3"', 'c'],
    ['externalId eq "e-3"', ''],
    ['externalId pr', 'c'],
    ['emails eq "anna@WORK.org"', 'a'],
    ['emails.value sw "b@"', 'b'],
    ['emails[type eq "work" and value eq "b@work.org"]', 'b'],
    ['emails[type eq "home" and value eq "b@work.org"]', ''],
    ['emails[primary eq true]', 'b'],
    ['emails.type ne "work"', 'b'],
    ['emails pr and not (emails[type eq "home"])', 'a'],
    ['name.familyName eq "ЯСЕНЬ"', 'a'],
    ['name pr', 'ab'],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "tours"', 'b'],
    ['userName gt "b" and userName lt "c"', 'b'],
    ['userName ge "boris@b.org" and userName le "boris@b.org"', 'b'],
    ['meta.created gt "2000-01-01T00:00:00Z" and meta.lastModified lt "2999-01-01T00:00:00+02:00"', 'abc'],
    ['meta.resourceType eq "User" and schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', 'abc'],
    ['userType eq "Employee" or externalId eq "E-3" and title pr', 'ac'],
    ['(userType eq "Employee" or externalId eq "E-3") and active eq false', 'c'],
  ])('%s', async (filter, expected) => {
    if (expected !== 'error') expect(await named(filter)).toBe(expected)
    else
      expect((await lists.find('Users', filter)).body).toMatchObject({
        status: '400',
        scimType: 'invalidFilter',
      })
  })

  test('an id, and the address of a resource, find it', async () => {
    expect(await named(`id eq "${ids[1]}"`)).toBe('b')
    expect(await named(`meta.location ew "${ids[2]}"`)).toBe('c')
  })

  test('are ordered, with what has no value at the end that RFC 7644, 3.4.2.3 says', async () => {
    const all = 'userName pr'
    expect(await named(all, '&sortBy=userName&sortOrder=descending')).toBe('cba')
    expect(await named(all, '&sortBy=title&sortOrder=ascending')).toBe('acb')
    expect(await named(all, '&sortBy=title&sortOrder=descending')).toBe('bac')
    expect(await named('emails pr', '&sortBy=emails')).toBe('ab')
    expect(await named(all, '&sortBy=meta.created&sortOrder=descending')).toBe('cba')
    for (const wrong of ['shoeSize', 'groups', 'name'])
      expect((await lists.find('Users', all, `&sortBy=${wrong}`)).status).toBe(400)
  })

  test('go page by page from 1 on', async () => {
    const page = async (query: string) => (await lists.ask('GET', `/Users?${query}`)).body
    expect(await page('startIndex=2&count=1')).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ id: ids[1] }],
    })
    expect(await page('startIndex=0&count=2')).toMatchObject({ startIndex: 1, itemsPerPage: 2 })
    expect(await page('startIndex=-5&count=-1')).toMatchObject({
      totalResults: 3,
      itemsPerPage: 0,
      Resources: [],
    })
    expect(await page('count=0')).toMatchObject({ totalResults: 3, Resources: [] })
    expect(await page('startIndex=9')).toMatchObject({
      totalResults: 3,
      startIndex: 9,
      itemsPerPage: 0,
      Resources: [],
    })
    expect((await lists.ask('GET', '/Users?startIndex=one')).body).toMatchObject({
      status: '400',
      scimType: 'invalidValue',
    })
  })

  test('show what was asked for', async () => {
    const [first] = (await lists.ask('GET', '/Users?attributes=userName,emails.type&unknownToUs=1')).body
      .Resources
    expect(first).toEqual({
      schemas: [userSchema],
      id: ids[0],
      userName: 'anna@a.org',
      emails: [{ type: 'work' }],
    })
    const less = (await lists.ask('GET', `/Users/${ids[0]}?excludedAttributes=emails,meta`)).body
    expect(Object.keys(less).sort()).toEqual([
      'active',
      'id',
      'name',
      'schemas',
      'title',
      'userName',
      'userType',
    ])
  })

  test('cost one statement, and stay quick with 5,000 people', async () => {
    const tenant = await makeAssociation(portal, 'Large')
    const large = await makeProvider(
      portal,
      await makePerson(portal, { tenantId: tenant, roles: ['member', 'administrator'] }),
      tenant,
    )
    await run(sql`
      WITH made AS (
        INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
        SELECT gen_random_uuid(), ${tenant}::uuid, 'P' || n, 'P' || n, 'P' || n, 'en', 'UTC', now(), now() FROM generate_series(1, 5000) n
        RETURNING id, tenant_id, display_name)
      INSERT INTO scim_users (id, tenant_id, person_id, user_name, user_name_key, active, emails, attributes, created_at, updated_at)
      SELECT gen_random_uuid(), tenant_id, id, lower(display_name) || '@l.org', lower(display_name) || '@l.org', true, ARRAY[lower(display_name) || '@l.org'],
        jsonb_build_object('v', 1, 'said', jsonb_build_object('name', jsonb_build_object('familyName', display_name),
          'emails', jsonb_build_array(jsonb_build_object('type', 'work', 'value', lower(display_name) || '@l.org')))), now(), now() FROM made`)
    await run(sql`ANALYZE scim_users`)
    const asks: Array<[string, number]> = [
      ['/Users?startIndex=4901&count=100', 5000],
      [`/Users?filter=${encodeURIComponent('userName eq "P4999@l.org"')}`, 1],
      [`/Users?filter=${encodeURIComponent('emails[type eq "work" and value eq "p77@l.org"]')}`, 1],
      [`/Users?sortBy=name.familyName&filter=${encodeURIComponent('name.familyName co "99"')}`, 95],
    ]
    for (const [path, total] of asks) {
      const ask = async () => expect((await large.ask('GET', path)).body.totalResults).toBe(total)
      await ask()
      const began = performance.now()
      expect(await statementsOf(ask)).toHaveLength(1)
      expect(performance.now() - began).toBeLessThan(500)
    }
  })
})
