import { describe, expect, test } from '@jest/globals'
import { applyPatch, readOperations } from '../../../src/modules/scim/patch.ts'
import { readResource, requireWhole, select } from '../../../src/modules/scim/resource.ts'
import { enterpriseSchema, groupKind, userKind, userSchema } from '../../../src/modules/scim/schema.ts'
import { patchSchema } from '../../factories/scim.ts'

const babs = () =>
  readResource(userKind, {
    schemas: [userSchema],
    userName: 'bjensen@example.com',
    name: { givenName: 'Barbara', familyName: 'Jensen' },
    emails: [
      { value: 'bjensen@example.com', type: 'work', primary: true },
      { value: 'babs@jensen.org', type: 'home' },
    ],
    addresses: [
      { type: 'work', streetAddress: '100 Universal City Plaza', locality: 'Hollywood', country: 'US' },
    ],
  })

const patched = (...operations: unknown[]) => {
  const document = applyPatch(
    userKind,
    babs(),
    readOperations({ schemas: [patchSchema], Operations: operations }),
  )
  requireWhole(userKind, document)
  return document
}

describe('add', () => {
  test('to a list keeps what is there, adds nothing twice, and moves what is primary', () => {
    const home = { value: 'babs@jensen.org', type: 'home' }
    expect(patched({ op: 'add', path: 'emails', value: [home] })).toEqual(babs())
    const mine = { value: 'b@x.org', type: 'other', primary: true }
    expect(patched({ op: 'add', path: 'emails', value: [mine] }).emails).toEqual([
      { value: 'bjensen@example.com', type: 'work', primary: false },
      home,
      mine,
    ])
  })

  test('without a path takes a resource in part, as Okta and Entra ID send it', () => {
    expect(
      patched({
        op: 'Add',
        value: {
          nickName: 'Babs',
          'name.middleName': 'Jane',
          'emails[type eq "other"].value': 'other@x.org',
          [`${enterpriseSchema}:department`]: 'Tours',
          [enterpriseSchema]: { costCenter: '4130' },
          id: 'mine',
          shoeSize: 42,
        },
      }),
    ).toMatchObject({
      nickName: 'Babs',
      name: { givenName: 'Barbara', familyName: 'Jensen', middleName: 'Jane' },
      emails: [{}, {}, { type: 'other', value: 'other@x.org' }],
      [enterpriseSchema]: { department: 'Tours', costCenter: '4130' },
    })
  })

  test('at a value that is not there makes it of the filter', () => {
    const made = patched({ op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '555' })
    expect(made.phoneNumbers).toEqual([{ type: 'work', value: '555' }])
  })
})

describe('replace', () => {
  test('changes the values that a filter chooses, and no others', () => {
    const changed = patched({ op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.com' })
    expect(changed.emails).toEqual([
      { value: 'new@example.com', type: 'work', primary: true },
      { value: 'babs@jensen.org', type: 'home' },
    ])
    const address = { type: 'work', streetAddress: '911 Universal City Plaza', locality: 'Hollywood' }
    expect(patched({ op: 'replace', path: 'addresses[type eq "work"]', value: address }).addresses).toEqual([
      address,
    ])
  })

  test('of a list takes the place of all of it, of a name changes what is said', () => {
    expect(patched({ op: 'replace', path: 'emails', value: [{ value: 'a@b.c' }] }).emails).toEqual([
      { value: 'a@b.c' },
    ])
    expect(patched({ op: 'replace', value: { name: { givenName: 'Babs' } } }).name).toEqual({
      givenName: 'Babs',
      familyName: 'Jensen',
    })
  })

  test('takes booleans as texts and a manager as a text, as Entra ID writes them', () => {
    expect(patched({ op: 'Replace', path: 'active', value: 'False' }).active).toBe(false)
    const manager = patched({ op: 'Replace', path: `${enterpriseSchema}:manager`, value: '26118915' })
    expect(manager[enterpriseSchema]).toEqual({ manager: { value: '26118915' } })
  })

  test('by nothing empties', () => {
    expect(patched({ op: 'replace', path: 'emails', value: [] })).not.toHaveProperty('emails')
    expect(patched({ op: 'replace', path: 'name.familyName', value: '' }).name).toEqual({
      givenName: 'Barbara',
    })
  })

  test('scim.noTarget: of what is not there', () => {
    expect(() => patched({ op: 'replace', path: 'emails[type eq "other"].value', value: 'x' })).toThrow(
      'scim.noTarget',
    )
  })
})

describe('remove', () => {
  test('takes away an attribute, a part, or the values that a filter chooses', () => {
    expect(patched({ op: 'remove', path: 'addresses' })).not.toHaveProperty('addresses')
    expect(patched({ op: 'remove', path: 'emails[type eq "home"]' }).emails).toHaveLength(1)
    expect(patched({ op: 'remove', path: 'emails[type eq "work"].primary' }).emails).toEqual([
      { value: 'bjensen@example.com', type: 'work' },
      { value: 'babs@jensen.org', type: 'home' },
    ])
    const bare = patched({ op: 'remove', path: 'name.givenName' }, { op: 'remove', path: 'name.familyName' })
    expect(bare).not.toHaveProperty('name')
  })

  test('names members in the path, as the RFC does, or in the value, as Entra ID does', () => {
    const group = { displayName: 'Tour Guides', members: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] }
    const after = applyPatch(
      groupKind,
      group,
      readOperations({
        schemas: [patchSchema],
        Operations: [
          { op: 'remove', path: 'members[value eq "a"]' },
          { op: 'Remove', path: 'members', value: [{ value: 'b' }] },
        ],
      }),
    )
    expect(after.members).toEqual([{ value: 'c' }])
  })

  test('scim.noTarget: without a path', () => {
    expect(() => patched({ op: 'remove' })).toThrow('scim.noTarget')
  })
})

test('scim.notMutable: what this service says, and what must be there', () => {
  for (const path of ['id', 'meta.created', 'groups', 'groups[value eq "a"]'])
    expect(() => patched({ op: 'replace', path, value: 'x' })).toThrow('scim.notMutable')
  expect(() => patched({ op: 'remove', path: 'userName' })).toThrow('scim.notMutable')
})

test('scim.invalidPath: what leads nowhere', () => {
  for (const path of [
    'shoeSize',
    'name.nick',
    'emails[type eq "work"].shoe',
    'emails[type eq "work"',
    'name[type eq "x"]',
  ])
    expect(() => patched({ op: 'replace', path, value: 'x' })).toThrow('scim.invalidPath')
})

test('scim.invalidSyntax: no operations, unknown verbs', () => {
  for (const Operations of [undefined, [], ['add'], [{ op: 'move', path: 'title' }], [{ path: 'title' }]])
    expect(() => readOperations({ schemas: [patchSchema], Operations })).toThrow('scim.invalidSyntax')
})

test('scim.invalidValue: what does not fit, and two primary values', () => {
  expect(() => patched({ op: 'replace', path: 'active', value: 'perhaps' })).toThrow('scim.invalidValue')
  expect(() => patched({ op: 'replace', path: 'title', value: { a: 1 } })).toThrow('scim.invalidValue')
  expect(() => patched({ op: 'replace', path: 'userName', value: '' })).toThrow('scim.invalidValue')
  const two = [
    { value: 'a@b.c', primary: true },
    { value: 'd@e.f', primary: 'True' },
  ]
  expect(() => patched({ op: 'replace', path: 'emails', value: two })).toThrow('scim.invalidValue')
  expect(() => readResource(userKind, { userName: 'x' })).toThrow('scim.invalidValue')
})

test('of a resource one sees what one asks for, and its id always', () => {
  const whole = {
    schemas: [userSchema, enterpriseSchema],
    id: '1',
    ...babs(),
    [enterpriseSchema]: { department: 'D', costCenter: 'C' },
  }
  expect(select(userKind, whole, { attributes: 'USERNAME, emails.value' })).toEqual({
    schemas: whole.schemas,
    id: '1',
    userName: 'bjensen@example.com',
    emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }],
  })
  expect(select(userKind, whole, { attributes: `${enterpriseSchema}:department` })[enterpriseSchema]).toEqual(
    {
      department: 'D',
    },
  )
  const less = select(userKind, whole, { excludedAttributes: `emails,id,name.givenName,${enterpriseSchema}` })
  expect(Object.keys(less).sort()).toEqual(['addresses', 'id', 'name', 'schemas', 'userName'])
  expect(less.name).toEqual({ familyName: 'Jensen' })
})
