import { notFound } from '../../../platform/errors.ts'
import { Described, mostResults, Nothing, ReadResource, Said } from '../contract.ts'
import { notOffered, unfiltered } from '../errors.ts'
import { baseOf } from '../place.ts'
import type { Document } from '../resource.ts'
import { query } from '../room.ts'
import { type Attribute, groupKind, type Kind, type Schema, userKind } from '../schema.ts'
import { scim } from '../surface.ts'
import { showList } from '../views.ts'

const schema = (name: string) => `urn:ietf:params:scim:schemas:core:2.0:${name}`

export const readServiceProviderConfig = query({
  name: 'scim.readServiceProviderConfig',
  summary: 'Read what this SCIM service can do',
  permission: 'anyone',
  input: Described,
  output: Said,
  http: { surface: scim, method: 'get', path: '/ServiceProviderConfig' },
  run: async ({ request, services }, asked) => {
    refuseFilter(asked)
    const base = baseOf(request, services)
    return {
      resource: {
        schemas: [schema('ServiceProviderConfig')],
        documentationUri: `${base.slice(0, -scim.prefix.length)}/settings/scim`,
        patch: { supported: true },
        bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
        filter: { supported: true, maxResults: mostResults },
        changePassword: { supported: false },
        sort: { supported: true },
        etag: { supported: true },
        authenticationSchemes: [
          {
            type: 'oauthbearertoken',
            name: 'API token',
            description: `An API token with the scope scim.provision, as a bearer token.`,
            specUri: 'https://www.rfc-editor.org/info/rfc6750',
            primary: true,
          },
        ],
        meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
      },
    }
  },
})

function showKind({ name, schema: { id, description }, extensions }: Kind, base: string): Document {
  return {
    schemas: [schema('ResourceType')],
    id: name,
    name,
    endpoint: `/${name}s`,
    description,
    schema: id,
    ...(extensions.length > 0
      ? { schemaExtensions: extensions.map((each) => ({ schema: each.id, required: false })) }
      : {}),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }
}

/** Everything that RFC 7643, section 7 has an attribute say, defaults included. */
function showAttribute(attribute: Attribute): Document {
  const { name, type, description, canonicalValues, referenceTypes, subAttributes } = attribute
  const isText = type === 'string' || type === 'reference'
  return {
    name,
    type,
    multiValued: attribute.multiValued ?? false,
    description,
    required: attribute.required ?? false,
    ...(isText ? { caseExact: attribute.caseExact ?? false } : {}),
    mutability: attribute.mutability ?? 'readWrite',
    returned: attribute.returned ?? 'default',
    ...(isText ? { uniqueness: attribute.uniqueness ?? 'none' } : {}),
    ...(canonicalValues ? { canonicalValues } : {}),
    ...(referenceTypes ? { referenceTypes } : {}),
    ...(subAttributes ? { subAttributes: subAttributes.map(showAttribute) } : {}),
  }
}

function showSchema({ id, name, description, attributes }: Schema, base: string): Document {
  return {
    schemas: [schema('Schema')],
    id,
    name,
    description,
    attributes: attributes.map(showAttribute),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  }
}

const kinds = [userKind, groupKind]
const schemas = kinds.flatMap((kind) => [kind.schema, ...kind.extensions])

const listed = (all: Document[]) => ({ resource: showList(all.length, 1, all) })

/** What describes the service is not filtered, and who asks for it is told so (RFC 7644, 4). */
function refuseFilter({ filter }: { filter?: string }): void {
  if (filter !== undefined) throw unfiltered()
}

export const listResourceTypes = query({
  name: 'scim.listResourceTypes',
  summary: 'List the types of resources of this SCIM service',
  permission: 'anyone',
  input: Described,
  output: Said,
  http: { surface: scim, method: 'get', path: '/ResourceTypes' },
  async run({ request, services }, asked) {
    refuseFilter(asked)
    return listed(kinds.map((kind) => showKind(kind, baseOf(request, services))))
  },
})

export const readResourceType = query({
  name: 'scim.readResourceType',
  summary: 'Read about a type of resources of this SCIM service',
  permission: 'anyone',
  input: ReadResource.pick({ id: true }),
  output: Said,
  http: { surface: scim, method: 'get', path: '/ResourceTypes/:id' },
  async run({ request, services }, { id }) {
    const kind = kinds.find(({ name }) => name === id)
    if (!kind) throw notFound()
    return { resource: showKind(kind, baseOf(request, services)) }
  },
})

export const listSchemas = query({
  name: 'scim.listSchemas',
  summary: 'List the schemas of this SCIM service',
  permission: 'anyone',
  input: Described,
  output: Said,
  http: { surface: scim, method: 'get', path: '/Schemas' },
  async run({ request, services }, asked) {
    refuseFilter(asked)
    return listed(schemas.map((each) => showSchema(each, baseOf(request, services))))
  },
})

export const readSchema = query({
  name: 'scim.readSchema',
  summary: 'Read a schema of this SCIM service',
  permission: 'anyone',
  input: ReadResource.pick({ id: true }),
  output: Said,
  http: { surface: scim, method: 'get', path: '/Schemas/:id' },
  async run({ request, services }, { id }) {
    const found = schemas.find((each) => each.id.toLowerCase() === id.toLowerCase())
    if (!found) throw notFound()
    return { resource: showSchema(found, baseOf(request, services)) }
  },
})

/** Whoever asks by a token is no resource of this service (RFC 7644, 3.11). */
export const readMe = query({
  name: 'scim.readMe',
  summary: 'Say that this SCIM service knows no “me”',
  permission: 'anyone',
  input: Nothing,
  output: Said,
  http: { surface: scim, method: 'get', path: '/Me' },
  async run() {
    throw notOffered()
  },
})
