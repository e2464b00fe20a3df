import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { groupSchema, makeProvider, type Provider, type Resource } from '../../factories/scim.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let chapterId: string
/** Another association, of which one person is the only administrator. */
let alone: string
let administrator: MadePerson
let provider: Provider
let clerk: Provider

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  // Before anybody asks: the only association there is would be that of everybody for a moment longer.
  alone = await makeAssociation(portal, 'Run by groups')
  chapterId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  provider = await makeProvider(portal, administrator, tenantId)
  const role = await post('/roles', {
    unitId: tenantId,
    name: { en: 'Directory' },
    permissions: ['scim.provision', 'units.read'],
  })
  const person = await makePerson(portal, { tenantId })
  await post('/grants', { personId: person.personId, unitId: tenantId, role: role.id })
  clerk = await makeProvider(portal, person, tenantId)
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 20 })
  await administrator.client.call('POST', '/step-up', { password })
})
afterAll(() => portal.close())

async function post(path: string, body: object): Promise<Resource> {
  const reply = await administrator.client.call<Resource>('POST', path, body)
  if (reply.status >= 300) throw new Error(`${path} answered ${reply.status}: ${reply.text}`)
  return reply.body
}

const name = () => `${randomUUID()}@example.org`
const users = async (count: number): Promise<string[]> => {
  const made: string[] = []
  for (let index = 0; index < count; index += 1) made.push((await provider.makeUser(name())).id)
  return made
}

const bring = (groupId: string, unitId: string, role: string | null = null) =>
  administrator.client.call<Resource>('POST', `/scim-groups/${groupId}/targets`, { unitId, role })

/** Roles at the chapter that count now, and whether somebody belongs to it. */
async function heldBy(userId: string): Promise<string[]> {
  const rows = await portal.app.database.sql<{ held: string }>(sql`
    SELECT g.role AS held FROM scim_users u JOIN grant_standings g ON g.person_id = u.person_id
    WHERE u.id = ${userId}::uuid AND g.unit_id = ${chapterId}::uuid AND g.ends_at IS NULL
    UNION ALL SELECT 'belongs' FROM scim_users u JOIN unit_members m ON m.person_id = u.person_id
    WHERE u.id = ${userId}::uuid AND m.unit_id = ${chapterId}::uuid AND m.ended_at IS NULL ORDER BY 1`)
  return rows.map(({ held }) => held)
}

const membersOf = async (groupId: string): Promise<string[]> =>
  ((await provider.ask('GET', `/Groups/${groupId}`)).body.members ?? []).map(({ value }: Resource) => value)

describe('a group', () => {
  test('is made, read, replaced and forgotten', async () => {
    const [a = '', b = ''] = await users(2)
    const made = await provider.ask('POST', '/Groups', {
      schemas: [groupSchema],
      displayName: 'Tour Guides',
      externalId: 'g-1',
      members: [{ value: a, type: 'User' }],
    })
    expect([made.status, made.headers.get('etag')]).toEqual([201, 'W/"1"'])
    const { id } = made.body
    expect(made.headers.get('location')).toBe(`${portal.url}/scim/v2/Groups/${id}`)
    expect(made.body).toMatchObject({
      schemas: [groupSchema],
      displayName: 'Tour Guides',
      members: [{ value: a, type: 'User', $ref: `${portal.url}/scim/v2/Users/${a}` }],
      meta: { resourceType: 'Group', version: 'W/"1"' },
    })
    expect((await provider.ask('GET', `/Groups/${id}`)).body).toEqual(made.body)
    const put = await provider.ask('PUT', `/Groups/${id}`, {
      schemas: [groupSchema],
      displayName: 'Guides',
      members: [{ value: b }],
    })
    expect(put.body).toMatchObject({
      displayName: 'Guides',
      members: [{ value: b }],
      meta: { version: 'W/"2"' },
    })
    // Of somebody is shown in which groups they are, and their version says so.
    const user = (await provider.ask('GET', `/Users/${b}`)).body
    expect([user.groups, user.meta.version]).toEqual([
      [{ value: id, $ref: `${portal.url}/scim/v2/Groups/${id}`, display: 'Guides', type: 'direct' }],
      'W/"2"',
    ])
    const again = await provider.ask('POST', '/Groups', {
      schemas: [groupSchema],
      displayName: 'Others',
      externalId: 'g-2',
    })
    expect(
      (
        await provider.ask('PUT', `/Groups/${id}`, {
          schemas: [groupSchema],
          displayName: 'G',
          externalId: 'g-2',
        })
      ).body,
    ).toMatchObject({ status: '409', scimType: 'uniqueness' })
    expect((await provider.ask('DELETE', `/Groups/${again.body.id}`)).status).toBe(204)
    expect((await provider.ask('DELETE', `/Groups/${id}`, undefined, { 'If-Match': 'W/"1"' })).status).toBe(
      412,
    )
    expect((await provider.ask('DELETE', `/Groups/${id}`)).status).toBe(204)
    for (const method of ['GET', 'DELETE'])
      expect((await provider.ask(method, `/Groups/${id}`)).status).toBe(404)
    expect((await provider.ask('GET', `/Users/${b}`)).body).not.toHaveProperty('groups')
  })

  test('takes people in and lets them go by PATCH, as the RFC, Okta and Entra ID write it', async () => {
    const [a = '', b = '', c = ''] = await users(3)
    const { id } = await provider.makeGroup('Patched', [a])
    const patch = (...operations: object[]) => provider.patch(`/Groups/${id}`, operations)
    const added = await patch({ op: 'add', path: 'members', value: [{ value: a }, { value: b }] })
    expect([added.status, added.text, added.headers.get('etag')]).toEqual([204, '', 'W/"2"'])
    expect((await membersOf(id)).sort()).toEqual([a, b].sort())
    await patch({ op: 'Add', path: 'members', value: [{ value: c }] })
    await patch({ op: 'Remove', path: 'members', value: [{ value: a }] })
    await patch(
      { op: 'remove', path: `members[value eq "${b}"]` },
      { op: 'replace', value: { id, displayName: 'Renamed' } },
    )
    expect(await membersOf(id)).toEqual([c])
    await patch({ op: 'replace', path: 'members', value: [{ value: a }, { value: b }] })
    expect((await membersOf(id)).sort()).toEqual([a, b].sort())
    expect(
      (await provider.patch(`/Groups/${id}?attributes=displayName`, [{ op: 'remove', path: 'members' }]))
        .body,
    ).toMatchObject({ displayName: 'Renamed' })
    expect(await membersOf(id)).toEqual([])
    const unknown = await patch({ op: 'add', path: 'members', value: [{ value: randomUUID() }] })
    expect(unknown.body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    expect((await patch({ op: 'add', path: 'members', value: [{ value: id, type: 'Group' }] })).status).toBe(
      400,
    )
  })

  test('is found by name, external id and member; members are left out where nobody asks for them', async () => {
    const [a = ''] = await users(1)
    const { id } = await provider.makeGroup('Findable', [a])
    for (const filter of [
      'displayName eq "FINDABLE"',
      `members.value eq "${a}"`,
      `members eq "${a}"`,
      `members[value eq "${a}"]`,
      `id eq "${id}" and members pr`,
    ]) {
      const { body } = await provider.find('Groups', filter)
      expect([filter, body.totalResults, body.Resources[0].id]).toEqual([filter, 1, id])
    }
    const [bare] = (await provider.find('Groups', `id eq "${id}"`, '&excludedAttributes=members')).body
      .Resources
    expect(bare).not.toHaveProperty('members')
    expect(
      (await provider.find('Users', `groups.display eq "findable"`)).body.Resources.map(
        ({ id: found }: Resource) => found,
      ),
    ).toEqual([a])
    const sorted = (
      await provider.ask('GET', '/Groups?sortBy=displayName&attributes=displayName')
    ).body.Resources.map(({ displayName }: Resource) => displayName)
    expect(sorted).toEqual([...sorted].sort())
  })

  test('loses nobody where several change it at once', async () => {
    const all = await users(6)
    const { id } = await provider.makeGroup('Busy')
    const replies = await Promise.all(
      all.map((value) =>
        provider.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value }] }]),
      ),
    )
    expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(204))
    expect((await membersOf(id)).sort()).toEqual([...all].sort())
  })
})

describe('what a group brings', () => {
  test('is nothing, until the staff say what; then it follows who is in it', async () => {
    const [a = '', b = ''] = await users(2)
    const { id } = await provider.makeGroup('Chapter leads', [a])
    expect(await heldBy(a)).toEqual([])
    expect((await bring(id, chapterId, 'manager')).status).toBe(201)
    const belonging = await bring(id, chapterId)
    expect(await heldBy(a)).toEqual(['belongs', 'manager'])
    const detail = await administrator.client.call<Resource>('GET', `/scim-groups/${id}`)
    expect(detail.body).toMatchObject({
      members: 1,
      targets: [{ role: null }, { role: 'manager', unitName: 'Chapter' }],
    })
    await provider.patch(`/Groups/${id}`, [{ op: 'replace', path: 'members', value: [{ value: b }] }])
    expect([await heldBy(a), await heldBy(b)]).toEqual([[], ['belongs', 'manager']])
    const gone = await administrator.client.call(
      'DELETE',
      `/scim-groups/${id}/targets/${belonging.body.targetId}`,
    )
    expect([gone.status, await heldBy(b)]).toEqual([200, ['manager']])
    await provider.ask('DELETE', `/Users/${b}`)
    expect([await heldBy(b), await membersOf(id)]).toEqual([[], []])
  })

  describe('scim.bringWhatGroupsBring', () => {
    describe('scim.countGroupsOf', () => {
      describe('scim.listWithoutRole', () => {
        test('scim.bringWhatGroupsBring: waits while somebody lacks what is asked for it, which the page says, and comes once they do not', async () => {
          const [a = '', b = '', c = ''] = await users(3)
          const people = await portal.app.database.sql<{ id: string; personId: string }>(sql`
      SELECT id, person_id AS "personId" FROM scim_users WHERE id = ANY(${[a, b, c]}::uuid[])`)
          const personOf = (userId: string) => people.find(({ id }) => id === userId)?.personId ?? ''
          const grade = await post('/member-classes', {
            facet: 'grade',
            key: 'master',
            label: { en: 'Master' },
          })
          const role = await post('/roles', {
            unitId: tenantId,
            name: { en: 'Examiner' },
            permissions: ['units.read'],
          })
          const { client } = administrator
          await client.call('PUT', `/eligibility-rules/role/${role.id}`, { grades: ['master'] })
          const promote = (userId: string) =>
            client.call('POST', `/people/${personOf(userId)}/classes`, {
              classId: grade.id,
              reason: 'Passed',
            })
          await promote(c)
          await portal.runJobs()
          const { id } = await provider.makeGroup('Masters', [a, b, c])
          await bring(id, chapterId, role.id)
          expect([await heldBy(a), await heldBy(c)]).toEqual([[], [role.id]])
          const detail = async () => (await client.call<Resource>('GET', `/scim-groups/${id}`)).body
          expect(await detail()).toMatchObject({ waiting: 2, waits: [{ role: role.id }, { role: role.id }] })
          const page = await client.get(`/scim-groups/${id}`)
          expect(page.text).toContain('Who waits for a role')
          expect(page.text).toContain('Master')
          expect((await promote(a)).status).toBe(200)
          await portal.runJobs()
          expect([await heldBy(a), await heldBy(b)]).toEqual([[role.id], []])
          expect(await detail()).toMatchObject({ waiting: 1, waits: [{ personId: personOf(b) }] })
          // Nor has anything to change about them where what is asked is another thing (scim.listWithoutRole).
          await client.call('PUT', `/eligibility-rules/role/${role.id}`, {})
          await portal.runJobs()
          expect(await heldBy(b)).toEqual([role.id])
          expect(await detail()).toMatchObject({ waiting: 0 })
          // What the group has brought ends with it, whenever it came.
          await provider.ask('DELETE', `/Groups/${id}`)
          expect(await heldBy(a)).toEqual([])
          // scim.countGroupsOf: of whom no group tells, nothing is looked at.
          expect((await promote(b)).status).toBe(200)
          await portal.runJobs()
          expect(await heldBy(b)).toEqual([])
        })
      })
    })
  })

  test('is kept while another group brings it, and what was given by hand stays', async () => {
    const [a = '', b = ''] = await users(2)
    const [one, two] = [await provider.makeGroup('One', [a]), await provider.makeGroup('Two', [a, b])]
    const [{ personId = '' } = {}] = await portal.app.database.sql<{ personId: string }>(sql`
      SELECT person_id AS "personId" FROM scim_users WHERE id = ${b}::uuid`)
    await post('/grants', { personId, unitId: chapterId, role: 'manager' })
    for (const { id } of [one, two]) await bring(id, chapterId, 'manager')
    await provider.ask('DELETE', `/Groups/${one.id}`)
    expect(await heldBy(a)).toEqual(['manager'])
    await provider.ask('DELETE', `/Groups/${two.id}`)
    expect([await heldBy(a), await heldBy(b)]).toEqual([[], ['manager']])
  })

  test('a role that staff made; scim.alreadyBrought, scim.notGivenThere, and nothing at what is not there', async () => {
    const [a = ''] = await users(1)
    const role = await post('/roles', {
      unitId: chapterId,
      name: { en: 'Reader' },
      permissions: ['units.read'],
    })
    const { id } = await provider.makeGroup('Readers', [a])
    expect((await bring(id, chapterId, role.id)).status).toBe(201)
    expect(await heldBy(a)).toEqual([role.id])
    expect((await bring(id, chapterId, role.id)).body).toMatchObject({
      status: 409,
      code: 'scim.alreadyBrought',
    })
    expect((await bring(id, tenantId, role.id)).body).toMatchObject({
      status: 409,
      code: 'scim.notGivenThere',
    })
    expect((await bring(id, chapterId, 'administrator')).body).toMatchObject({ code: 'scim.notGivenThere' })
    expect((await bring(id, randomUUID())).status).toBe(404)
    expect((await bring(randomUUID(), chapterId)).status).toBe(404)
  })

  test('scim.beyondMaker: a token gives, and takes, nothing that its maker could not', async () => {
    const [a = '', b = ''] = await users(2)
    const { id } = await provider.makeGroup('Strong', [a])
    await bring(id, chapterId, 'manager')
    const added = await clerk.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: b }] }])
    expect([added.status, await heldBy(b), await membersOf(id)]).toEqual([403, [], [a]])
    expect((await clerk.patch(`/Groups/${id}`, [{ op: 'remove', path: 'members' }])).status).toBe(403)
    expect((await clerk.ask('DELETE', `/Groups/${id}`)).status).toBe(403)
    expect(await heldBy(a)).toEqual(['manager'])
    // Groups that bring nothing are open to it.
    const plain = await clerk.makeGroup('Plain', [a])
    expect((await clerk.ask('DELETE', `/Groups/${plain.id}`)).status).toBe(204)
    // Nor do staff let a group bring what they do not hold.
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: chapterId, role: 'manager' }] })
    expect(
      (
        await manager.client.call('POST', `/scim-groups/${id}/targets`, {
          unitId: chapterId,
          role: 'manager',
        })
      ).status,
    ).toBe(403)
  })

  test('the last administrator stays, whatever the groups say', async () => {
    const founder = await makePerson(portal, { tenantId: alone, roles: ['member', 'administrator'] })
    const own = await makeProvider(portal, founder, alone)
    const heir = await makePerson(portal, { tenantId: alone })
    const user = await own.makeUser(heir.email)
    const { id } = await own.makeGroup('Administrators', [user.id])
    expect(
      (
        await founder.client.call('POST', `/scim-groups/${id}/targets`, {
          unitId: alone,
          role: 'administrator',
        })
      ).status,
    ).toBe(201)
    const grant = await portal.app.database.sql<{ id: string }>(sql`
      SELECT grant_id AS id FROM authorities WHERE person_id = ${founder.personId}::uuid AND role = 'administrator'`)
    const second = await makeProvider(portal, heir, alone)
    expect((await heir.client.call('DELETE', `/grants/${grant[0]?.id}`)).status).toBe(200)
    const refused = await second.ask('DELETE', `/Groups/${id}`)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('administrator')])
  })

  test('ends with a unit that goes into another', async () => {
    const [a = ''] = await users(1)
    const unitId = await makeUnit(portal, tenantId)
    const { id } = await provider.makeGroup('Of a unit', [a])
    for (const role of ['manager', null]) expect((await bring(id, unitId, role)).status).toBe(201)
    expect(
      (await administrator.client.call('POST', `/units/${unitId}/merge`, { intoId: chapterId })).status,
    ).toBe(200)
    // Whoever belonged there belongs to the other one now; the role, and what the group brought, is gone.
    expect(await heldBy(a)).toEqual(['belongs'])
    expect((await administrator.client.call<Resource>('GET', `/scim-groups/${id}`)).body.targets).toEqual([])
    expect((await provider.patch(`/Groups/${id}`, [{ op: 'remove', path: 'members' }])).status).toBe(204)
    expect(await heldBy(a)).toEqual(['belongs'])
  })

  test('follows for thousands at a time', async () => {
    const large = await makeAssociation(portal, 'Large')
    const unitId = await makeUnit(portal, large)
    const chief = await makePerson(portal, { tenantId: large, roles: ['member', 'administrator'] })
    const own = await makeProvider(portal, chief, large)
    const rows = await portal.app.database.sql<{ id: string }>(sql`
      WITH made AS (
        INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
        SELECT gen_random_uuid(), ${large}::uuid, 'P', 'P', 'P', 'en', 'UTC', '2020-01-01', '2020-01-01' FROM generate_series(1, 2000) RETURNING id, tenant_id),
      placed AS (
        INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
        SELECT gen_random_uuid(), tenant_id, tenant_id, id, true, '2020-01-01' FROM made)
      INSERT INTO scim_users (id, tenant_id, person_id, user_name, user_name_key, active, emails, attributes, created_at, updated_at)
      SELECT gen_random_uuid(), tenant_id, id, id::text, id::text, true, '{}', '{"v":1,"said":{}}', '2020-01-01', '2020-01-01' FROM made RETURNING id`)
    const members = rows.map(({ id }) => ({ value: id }))
    const { id } = await own.makeGroup('Everybody')
    for (const role of ['manager', null])
      expect((await chief.client.call('POST', `/scim-groups/${id}/targets`, { unitId, role })).status).toBe(
        201,
      )
    const count = async () => {
      const [found] = await portal.app.database.sql<{ roles: number; places: number }>(sql`
        SELECT (SELECT count(*)::int FROM grants WHERE unit_id = ${unitId}::uuid AND ends_at IS NULL) AS roles,
          (SELECT members FROM unit_counts WHERE unit_id = ${unitId}::uuid) AS places`)
      return found
    }
    expect((await own.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: members }])).status).toBe(
      204,
    )
    expect(await count()).toEqual({ roles: 2000, places: 2000 })
    expect(
      (await own.patch(`/Groups/${id}`, [{ op: 'replace', path: 'members', value: members.slice(0, 5) }]))
        .status,
    ).toBe(204)
    expect(await count()).toEqual({ roles: 5, places: 5 })
    const done = await portal.app.database.sql<{ operation: string; entries: number }>(sql`
      SELECT operation, count(*)::int AS entries FROM audit_entries WHERE tenant_id = ${large}::uuid AND operation <> 'tokens.createToken' GROUP BY 1`)
    const entries = Object.fromEntries(done.map(({ operation, entries: n }) => [operation, n]))
    expect(entries).toMatchObject({
      'access.giveRoleToMany': 1,
      'access.endGrantsOfMany': 1,
      'units.addMembers': 1,
      'units.endMembershipsOfMany': 1,
      'scim.patchGroup': 2,
    })
  })
})

describe('the page', () => {
  test('says where to connect, who does, and what was refused', async () => {
    // People may sign in by a provider as well, which is offered as the one that keeps them in step.
    await portal.app.database.sql(sql`
      INSERT INTO identity_providers (id, tenant_id, name, issuer, client_id, sealed_secret, scopes, domains, admits, created_at, updated_at)
      VALUES (gen_random_uuid(), ${tenantId}::uuid, 'Head office', 'https://login.example.org', 'guildhall',
        ${portal.app.services.crypto.seal('identity provider secret', 'secret')}, 'openid', '{}', true, now(), now())`)
    await provider.ask('POST', '/Users', { schemas: [], userName: 'x' })
    const { body } = await administrator.client.call<Resource>('GET', '/scim-settings')
    expect(body).toMatchObject({ baseUrl: `${portal.url}/scim/v2`, tokens: [{ name: 'A program' }, {}] })
    expect(body.providers).toEqual([{ id: expect.any(String), name: 'Head office' }])
    expect(body.refusals[0]).toMatchObject({
      operation: 'scim.createUser',
      status: 400,
      scimType: 'invalidValue',
      attribute: 'schemas',
      words: expect.stringContaining('schemas'),
    })
    const page = await administrator.client.get('/settings/scim')
    for (const text of [
      `${portal.url}/scim/v2`,
      'Microsoft Entra ID',
      'Okta',
      'Google Workspace',
      'Keycloak',
      'A program',
      'schemas',
    ])
      expect(page.text).toContain(text)
    expect((await provider.ask('GET', `/Users/${randomUUID()}`)).status).toBe(404)
    const after = await administrator.client.call<Resource>('GET', '/scim-settings')
    expect(after.body.refusals).toEqual(body.refusals)
  })

  test('lets a group bring something, and takes it away again', async () => {
    const { id, displayName } = await provider.makeGroup('By hand')
    const { client } = administrator
    expect((await client.get('/scim-groups')).text).toContain(displayName)
    expect((await client.call<Resource>('GET', '/scim-groups?search=By')).body.items).toHaveLength(1)
    const at = `/scim-groups/${id}`
    expect((await client.get(at)).text).toContain('This group brings nothing')
    const form = await client.get(`/scim-groups/${id}/targets/new?unitId=${chapterId}`)
    expect(form.text).toContain('To belong to the unit')
    expect(
      (
        await client.form(`/scim-groups/${id}/targets/new?unitId=${chapterId}`, {
          unitId: chapterId,
          role: 'manager',
        })
      ).headers.get('location'),
    ).toBe(at)
    await client.form(`/scim-groups/${id}/targets/new?unitId=${tenantId}`, {
      unitId: tenantId,
      role: 'belonging',
    })
    const { body } = await client.call<Resource>('GET', at)
    expect(body.targets).toMatchObject([{ role: null, unitId: tenantId }, { role: 'manager' }])
    expect(
      (await client.form(`/scim-groups/${id}/targets/${body.targets[1].id}/remove`, {})).headers.get(
        'location',
      ),
    ).toBe(at)
    expect((await client.call<Resource>('GET', at)).body.targets).toHaveLength(1)
    expect((await client.get(`${at}/targets/new?unitId=${randomUUID()}`)).status).toBe(404)
  })

  test('scim.noSuchProvider: chooses the provider that goes with the directory', async () => {
    const { client } = administrator
    const wrong = await client.call<Resource>('PUT', '/scim-rule', { providerId: randomUUID() })
    expect([wrong.status, wrong.body.code]).toEqual([409, 'scim.noSuchProvider'])
    expect((await client.call('PUT', '/scim-rule', { providerId: null })).status).toBe(200)
    expect((await client.form('/settings/scim', { providerId: '' })).headers.get('location')).toBe(
      '/settings/scim',
    )
  })
})
