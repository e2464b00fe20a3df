import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeApiToken } from '../../factories/api-tokens.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import {
  enterpriseSchema,
  groupSchema,
  makeProvider,
  Provider,
  type Resource,
  userSchema,
} from '../../factories/scim.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let provider: Provider
let administrator: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  provider = await makeProvider(portal, administrator, tenantId)
})
afterAll(() => portal.close())

test('whoever asks, the service says what it can do', async () => {
  const { status, headers, body } = await portal.visitor().get<Resource>('/scim/v2/ServiceProviderConfig')
  expect([status, headers.get('content-type')]).toEqual([200, 'application/scim+json; charset=utf-8'])
  expect(body).toMatchObject({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 200 },
    sort: { supported: true },
    etag: { supported: true },
    changePassword: { supported: false },
    authenticationSchemes: [{ type: 'oauthbearertoken' }],
  })
  expect((await provider.ask('GET', '/ServiceProviderConfig')).body).toEqual(body)
})

test('scim.unfiltered: what describes the service is not filtered', async () => {
  for (const path of ['Schemas', 'ResourceTypes', 'ServiceProviderConfig'])
    expect(await provider.ask('GET', `/${path}?filter=${encodeURIComponent('id eq "x"')}`)).toMatchObject({
      status: 403,
      body: { status: '403', detail: 'This cannot be filtered: ask for all of it.' },
    })
})

test('a token alone opens it, and who has none is told how to come in', async () => {
  const visitor = await portal.visitor().get<Resource>('/scim/v2/Users')
  expect([visitor.status, visitor.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  const wrong = await portal.visitor().get<Resource>('/scim/v2/Users', { Authorization: 'Bearer nothing' })
  expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
  // The cookie of a browser that is signed in as an administrator.
  expect((await administrator.client.get('/scim/v2/Users')).status).toBe(401)
})

test('a token provisions no further than the role of whoever made it: not for who lacks the right, not at a part, not once it is lost', async () => {
  const rights = { scopes: ['scim.provision'] }
  const make = (owner: MadePerson, unitId: string) =>
    makeApiToken(portal, owner, { ...rights, unitId }).then(
      () => 'made',
      (error: Error) => /answered (\d+)/.exec(error.message)?.[1],
    )
  const member = await makePerson(portal, { tenantId })
  const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  for (const owner of [member, manager]) expect(await make(owner, tenantId)).toMatch(/^4/)
  // A token for a part of the association opens nothing: people are kept in step as a whole.
  const unitId = await makeUnit(portal, tenantId)
  if ((await make(administrator, unitId)) === 'made') {
    const part = new Provider(
      portal.url,
      (await makeApiToken(portal, administrator, { ...rights, unitId })).token,
    )
    for (const path of ['/Users', '/Groups']) expect((await part.ask('GET', path)).status).toBe(403)
  }
  // The right ends with the role, for the token as well.
  const second = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  const theirs = await makeProvider(portal, second, tenantId)
  const { id } = await theirs.makeUser('kept@example.org')
  await portal.app.database.sql(sql`UPDATE grants SET ends_at = ${portal.clock.now()}
    WHERE person_id = ${second.personId}::uuid AND role = 'administrator'`)
  const asked = [
    await theirs.ask('GET', `/Users/${id}`),
    await theirs.ask('DELETE', `/Users/${id}`),
    await theirs.ask('POST', '/Users', { schemas: [userSchema], userName: 'late@example.org' }),
    await theirs.ask('GET', '/Groups'),
  ]
  expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  expect((await provider.ask('GET', `/Users/${id}`)).status).toBe(200)
})

test('types of resources and schemas are listed and read one by one, each at its address', async () => {
  for (const [kind, ids] of [
    ['ResourceTypes', ['User', 'Group']],
    ['Schemas', [userSchema, enterpriseSchema, groupSchema]],
  ] as const) {
    const { body } =
      kind === 'Schemas' ? await provider.ask('GET', '/Schemas') : await provider.ask('GET', '/ResourceTypes')
    expect(body.Resources.map(({ id }: Resource) => id)).toEqual(ids)
    expect(body).toMatchObject({ totalResults: ids.length, startIndex: 1, itemsPerPage: ids.length })
    for (const each of body.Resources) {
      expect(each.meta.location).toBe(`${portal.url}/scim/v2/${kind}/${each.id}`)
      const one =
        kind === 'Schemas'
          ? await provider.ask('GET', `/Schemas/${each.id}`)
          : await provider.ask('GET', `/ResourceTypes/${each.id}`)
      expect(one.body).toEqual(each)
    }
    expect((await provider.ask('GET', `/${kind}/Shoe`)).status).toBe(404)
  }
})

test('a schema says of each attribute all that RFC 7643, section 7 asks for', async () => {
  const { body } = await provider.ask('GET', '/Schemas')
  const judge = (attribute: Resource) => {
    expect(attribute).toEqual(
      expect.objectContaining({
        name: expect.any(String),
        type: expect.stringMatching(/^(string|boolean|dateTime|reference|complex)$/),
        multiValued: expect.any(Boolean),
        description: expect.any(String),
        required: expect.any(Boolean),
        mutability: expect.stringMatching(/^(readOnly|readWrite|immutable)$/),
        returned: expect.stringMatching(/^(always|default)$/),
      }),
    )
    expect('subAttributes' in attribute).toBe(attribute.type === 'complex')
    expect('caseExact' in attribute).toBe(attribute.type === 'string' || attribute.type === 'reference')
    for (const sub of attribute.subAttributes ?? []) judge(sub)
  }
  for (const { attributes } of body.Resources) attributes.forEach(judge)
  const [user] = body.Resources
  expect(user.attributes.find(({ name }: Resource) => name === 'userName')).toMatchObject({
    required: true,
    uniqueness: 'server',
    caseExact: false,
  })
  // What is shown of somebody is what the schemas name, and nothing else.
  const made = await provider.makeUser('all@example.org', { title: 'x', emails: [{ value: 'a@b.c' }] })
  const common = ['schemas', 'id', 'externalId', 'meta']
  for (const name of Object.keys(made))
    expect([...common, ...user.attributes.map((each: Resource) => each.name)]).toContain(name)
})

test('scim.notOffered: there is no “me”, and what is not there is told in the same way', async () => {
  const me = await provider.ask('GET', '/Me')
  expect([me.status, me.body.status]).toEqual([501, '501'])
  for (const [method, path, status] of [
    ['GET', '/Shoes', 404],
    ['POST', '/ServiceProviderConfig', 405],
    ['POST', '/Bulk', 404],
  ] as const) {
    const reply = await provider.ask(method, path, method === 'POST' ? {} : undefined)
    expect([reply.status, reply.body.schemas]).toEqual([
      status,
      ['urn:ietf:params:scim:api:messages:2.0:Error'],
    ])
  }
})
