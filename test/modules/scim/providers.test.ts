import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeAssociation, makePerson } from '../../factories/people.ts'
import {
  enterpriseSchema,
  groupSchema,
  makeProvider,
  type Provider,
  patchSchema,
  userSchema,
} from '../../factories/scim.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

/** What providers send in the course of their work, in the form in which they send it. */

let portal: Portal
let provider: Provider

beforeAll(async () => {
  portal = await openPortal()
  const tenantId = await makeAssociation(portal)
  const administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  provider = await makeProvider(portal, administrator, tenantId)
})
afterAll(() => portal.close())

describe('Microsoft Entra ID', () => {
  test('tests the connection, makes a user, changes, switches off and deletes them', async () => {
    const probe = await provider.find('Users', 'userName eq "5e6f7a8b-not-there"')
    expect([probe.status, probe.body.totalResults, probe.body.Resources]).toEqual([200, 0, []])
    const made = await provider.ask('POST', '/Users', {
      schemas: [userSchema, enterpriseSchema],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: 'Test_User@contoso.example',
      active: true,
      addresses: [{ primary: false, type: 'work', country: 'US', locality: 'Redmond' }],
      displayName: 'Test User',
      emails: [{ primary: true, type: 'work', value: 'Test_User@contoso.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Test User', familyName: 'User', givenName: 'Test' },
      roles: [],
      [enterpriseSchema]: { department: 'bob' },
    })
    expect(made.status).toBe(201)
    const at = `/Users/${made.body.id}`
    expect(
      (await provider.find('Users', 'userName eq "test_user@contoso.example"')).body.Resources[0].id,
    ).toBe(made.body.id)
    const changed = await provider.patch(at, [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updated@contoso.example' },
      { op: 'Replace', path: 'name.familyName', value: 'Updated' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 555 0100' },
      { op: 'Replace', path: `${enterpriseSchema}:department`, value: 'Sales' },
      { op: 'Add', path: `${enterpriseSchema}:manager`, value: '2819c223-7f76-453a-919d-413861904646' },
    ])
    expect(changed.body).toMatchObject({
      emails: [{ type: 'work', value: 'updated@contoso.example', primary: true }],
      name: { familyName: 'Updated' },
      phoneNumbers: [{ type: 'mobile', value: '+1 555 0100' }],
      [enterpriseSchema]: { department: 'Sales', manager: { value: '2819c223-7f76-453a-919d-413861904646' } },
    })
    expect((await provider.patch(at, [{ op: 'Replace', path: 'active', value: 'False' }])).body.active).toBe(
      false,
    )
    expect((await provider.ask('DELETE', at)).status).toBe(204)
    expect((await provider.ask('GET', at)).status).toBe(404)
  })

  test('makes a group, asks for it without its members, and moves people in and out', async () => {
    const user = await provider.makeUser('member@contoso.example')
    const { body: group } = await provider.ask('POST', '/Groups', {
      schemas: [groupSchema, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'displayName',
      members: [],
      meta: { resourceType: 'Group' },
    })
    const found = await provider.ask(
      'GET',
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "displayName"')}`,
    )
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: group.id }] })
    const at = `/Groups/${group.id}`
    expect(
      (await provider.patch(at, [{ op: 'Replace', path: 'displayName', value: 'Renamed' }])).status,
    ).toBe(204)
    expect(
      (await provider.patch(at, [{ op: 'Add', path: 'members', value: [{ $ref: null, value: user.id }] }]))
        .status,
    ).toBe(204)
    expect((await provider.ask('GET', `${at}?attributes=members`)).body.members).toMatchObject([
      { value: user.id },
    ])
    expect(
      (await provider.patch(at, [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: user.id }] }]))
        .status,
    ).toBe(204)
    expect((await provider.ask('GET', `${at}?excludedAttributes=members`)).body.displayName).toBe('Renamed')
    expect((await provider.ask('DELETE', at)).status).toBe(204)
  })
})

describe('Okta', () => {
  test('looks for a user, makes, replaces, switches off and on', async () => {
    const look = `/Users?filter=${encodeURIComponent('userName eq "test.user@okta.local"')}&startIndex=1&count=100`
    expect((await provider.ask('GET', look)).body).toMatchObject({
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
    })
    const whole = {
      schemas: [userSchema],
      userName: 'test.user@okta.local',
      name: { givenName: 'Test', familyName: 'User' },
      emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
      displayName: 'Test User',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    }
    const made = await provider.ask('POST', '/Users', whole)
    expect([made.status, made.body.password]).toEqual([201, undefined])
    expect((await provider.ask('POST', '/Users', whole)).body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    })
    const { id } = made.body
    const put = await provider.ask('PUT', `/Users/${id}`, {
      ...whole,
      id,
      name: { givenName: 'Another', familyName: 'User' },
      meta: { resourceType: 'User' },
    })
    expect(put.body.name.givenName).toBe('Another')
    for (const active of [false, true]) {
      const reply = await provider.ask('PATCH', `/Users/${id}`, {
        schemas: [patchSchema],
        Operations: [{ op: 'replace', value: { active } }],
      })
      expect([reply.status, reply.body.active]).toEqual([200, active])
    }
  })

  test('pushes a group, renames it, and changes who is in it', async () => {
    const user = await provider.makeUser('pushed@okta.local')
    const group = await provider.makeGroup('Test SCIMv2', [user.id])
    const at = `/Groups/${group.id}`
    expect(
      (
        await provider.patch(at, [
          { op: 'replace', value: { id: group.id, displayName: 'Test SCIMv2 renamed' } },
        ])
      ).status,
    ).toBe(204)
    await provider.patch(at, [
      { op: 'remove', path: `members[value eq "${user.id}"]` },
      { op: 'add', path: 'members', value: [{ value: user.id, display: 'pushed@okta.local' }] },
    ])
    const read = await provider.ask('GET', at)
    expect(read.body).toMatchObject({ displayName: 'Test SCIMv2 renamed', members: [{ value: user.id }] })
    expect((await provider.ask('GET', '/Groups?startIndex=1&count=100')).body.totalResults).toBe(1)
  })
})
