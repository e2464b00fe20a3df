export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

export type AttributeType = 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex'

/** As RFC 7643, section 7 describes an attribute. What is not said here has the default that stands there. */
export interface Attribute {
  name: string
  type: AttributeType
  description: string
  multiValued?: true
  required?: true
  caseExact?: true
  mutability?: 'readOnly' | 'immutable'
  returned?: 'always'
  uniqueness?: 'server'
  canonicalValues?: readonly string[]
  referenceTypes?: readonly string[]
  subAttributes?: readonly Attribute[]
}

export interface Schema {
  id: string
  name: string
  description: string
  attributes: readonly Attribute[]
}

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: 'string',
  description,
  ...more,
})

const flag = (name: string, description: string): Attribute => ({ name, type: 'boolean', description })

/** The parts that most lists of values have. */
const kindAndPrimary = (canonicalValues: readonly string[]): Attribute[] => [
  text('type', 'What it is used for.', { canonicalValues }),
  flag('primary', 'Whether it is the one to use first; true for one value at most.'),
]

const many = (name: string, description: string, subAttributes: readonly Attribute[]): Attribute => ({
  name,
  type: 'complex',
  multiValued: true,
  description,
  subAttributes,
})

const reference = (
  name: string,
  description: string,
  types: readonly string[],
  more: Partial<Attribute>,
): Attribute => ({
  name,
  type: 'reference',
  description,
  caseExact: true,
  referenceTypes: types,
  ...more,
})

/** Of every resource; they stand in no schema (RFC 7643, 3.1). */
const common: readonly Attribute[] = [
  text('id', 'What this service calls the resource, for ever.', {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  }),
  text('externalId', 'What the provider calls the resource.', { caseExact: true }),
  {
    name: 'meta',
    type: 'complex',
    description: 'About the resource itself.',
    mutability: 'readOnly',
    subAttributes: [
      text('resourceType', 'Its type.', { caseExact: true, mutability: 'readOnly' }),
      { name: 'created', type: 'dateTime', description: 'When it was made.', mutability: 'readOnly' },
      {
        name: 'lastModified',
        type: 'dateTime',
        description: 'When it last changed.',
        mutability: 'readOnly',
      },
      reference('location', 'Its address.', ['uri'], { mutability: 'readOnly' }),
      text('version', 'Changes with every change.', { caseExact: true, mutability: 'readOnly' }),
    ],
  },
]

export const user: Schema = {
  id: userSchema,
  name: 'User',
  description: 'A person of the association.',
  attributes: [
    text('userName', 'By which the provider knows the person; usually an e-mail address.', {
      required: true,
      uniqueness: 'server',
    }),
    {
      name: 'name',
      type: 'complex',
      description: 'The parts of the name.',
      subAttributes: [
        text('formatted', 'The whole name, as it is written.'),
        text('familyName', 'The family name.'),
        text('givenName', 'The given name.'),
        text('middleName', 'The middle name, or the patronymic.'),
        text('honorificPrefix', 'What stands before the name.'),
        text('honorificSuffix', 'What stands after the name.'),
      ],
    },
    text('displayName', 'How the provider shows the person.'),
    text('nickName', 'How the person is called.'),
    text('title', 'What the person does.'),
    text('userType', 'How the provider sorts the person.'),
    text('preferredLanguage', 'In which language the portal speaks to the person, as in RFC 7231.'),
    text('locale', 'The same, where preferredLanguage says nothing.'),
    text('timezone', 'A time zone of the IANA database.'),
    flag('active', 'False suspends the person in this association, and in no other.'),
    many('emails', 'E-mail addresses. None of them becomes an address to sign in with.', [
      text('value', 'The address.'),
      text('display', 'How it is shown.'),
      ...kindAndPrimary(['work', 'home', 'other']),
    ]),
    many('phoneNumbers', 'Phone numbers.', [
      text('value', 'The number.'),
      text('display', 'How it is shown.'),
      ...kindAndPrimary(['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    ]),
    many('addresses', 'Postal addresses.', [
      text('formatted', 'The whole address.'),
      text('streetAddress', 'Street, house and flat.'),
      text('locality', 'The city.'),
      text('region', 'The region.'),
      text('postalCode', 'The postal code.'),
      text('country', 'The country, by its two letters of ISO 3166-1.'),
      ...kindAndPrimary(['work', 'home', 'other']),
    ]),
    {
      name: 'groups',
      type: 'complex',
      multiValued: true,
      description: 'The groups that the person is in.',
      mutability: 'readOnly',
      subAttributes: [
        text('value', 'The id of the group.', { caseExact: true, mutability: 'readOnly' }),
        reference('$ref', 'Its address.', ['Group'], { mutability: 'readOnly' }),
        text('display', 'Its name.', { mutability: 'readOnly' }),
        text('type', 'Always direct.', { mutability: 'readOnly', canonicalValues: ['direct'] }),
      ],
    },
  ],
}

export const enterprise: Schema = {
  id: enterpriseSchema,
  name: 'EnterpriseUser',
  description: 'What organisations say of their people besides.',
  attributes: [
    text('employeeNumber', 'The number that the organisation gave.'),
    text('costCenter', 'A cost centre.'),
    text('organization', 'The organisation.'),
    text('division', 'A division.'),
    text('department', 'A department.'),
    {
      name: 'manager',
      type: 'complex',
      description: 'Whom the person reports to.',
      subAttributes: [
        text('value', 'The id of that person.', { caseExact: true }),
        reference('$ref', 'The address of that person.', ['User'], {}),
      ],
    },
  ],
}

export const group: Schema = {
  id: groupSchema,
  name: 'Group',
  description: 'A group of the provider. It gives nothing until the staff of the association say what.',
  attributes: [
    text('displayName', 'The name of the group.', { required: true }),
    many('members', 'Who is in it.', [
      text('value', 'The id of a person.', { caseExact: true, mutability: 'immutable' }),
      reference('$ref', 'The address of that person.', ['User'], { mutability: 'immutable' }),
      text('display', 'How that person is called.', { mutability: 'readOnly' }),
      text('type', 'Always User.', { mutability: 'immutable', canonicalValues: ['User'] }),
    ]),
  ],
}

/** A type of resource: its schema, and what extends it. */
export interface Kind {
  name: 'User' | 'Group'
  schema: Schema
  extensions: readonly Schema[]
}

export const userKind: Kind = { name: 'User', schema: user, extensions: [enterprise] }
export const groupKind: Kind = { name: 'Group', schema: group, extensions: [] }

/** The attributes of a resource that are not of an extension. */
export function coreOf({ schema }: Kind): readonly Attribute[] {
  return [...common, ...schema.attributes]
}

/** Names of attributes know no case (RFC 7643, 2.1). */
export function named<Each extends { name: string }>(all: readonly Each[], name: string): Each | null {
  const wanted = name.toLowerCase()
  return all.find((each) => each.name.toLowerCase() === wanted) ?? null
}

/** An attribute as it stands in a resource: under the name of its extension where it is of one. */
export interface Place {
  extension: string | null
  attribute: Attribute
  sub: Attribute | null
}

/** An extension, the attribute of which is everything that it holds. */
export interface WholeExtension {
  extension: string
}

/**
 * What a text like `name.givenName` or `urn:…:User:department` names; null where it names nothing that is offered. The value
 * of a list may be left out: `emails` in a filter is `emails.value`.
 */
export function placeOf(kind: Kind, text: string): Place | WholeExtension | null {
  const lower = text.toLowerCase()
  for (const { id, attributes } of [...kind.extensions, kind.schema]) {
    const prefix = id.toLowerCase()
    const isExtension = id !== kind.schema.id
    if (lower === prefix) return isExtension ? { extension: id } : null
    if (lower.startsWith(`${prefix}:`))
      return placeIn(
        isExtension ? attributes : coreOf(kind),
        text.slice(prefix.length + 1),
        isExtension ? id : null,
      )
  }
  return placeIn(coreOf(kind), text, null)
}

function placeIn(attributes: readonly Attribute[], text: string, extension: string | null): Place | null {
  const [name = '', subName, ...more] = text.split('.')
  if (more.length > 0) return null
  const attribute = named(attributes, name)
  if (!attribute) return null
  if (subName === undefined) return { extension, attribute, sub: null }
  const sub = named(attribute.subAttributes ?? [], subName)
  return sub && { extension, attribute, sub }
}

export function isWhole(place: Place | WholeExtension): place is WholeExtension {
  return !('attribute' in place)
}
