import type { Surface, SurfaceAnswer } from '../../platform/declare/surface.ts'
import type { AppError } from '../../platform/errors.ts'
import type { Said } from './contract.ts'
import { noteRefusal } from './refusal-row.ts'

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** `scimType` by the codes of this house (RFC 7644, 3.12, table 9). */
const scimTypes: Readonly<Record<string, string>> = {
  'scim.invalidFilter': 'invalidFilter',
  'scim.invalidPath': 'invalidPath',
  'scim.invalidSyntax': 'invalidSyntax',
  'scim.invalidValue': 'invalidValue',
  'scim.noTarget': 'noTarget',
  'scim.notMutable': 'mutability',
  'scim.userNameTaken': 'uniqueness',
  'scim.externalIdTaken': 'uniqueness',
  'request.malformed': 'invalidSyntax',
  'request.invalid': 'invalidValue',
  'request.alreadyExists': 'uniqueness',
}

export function scimTypeOf({ code }: AppError): string | null {
  return scimTypes[code] ?? null
}

/** A SCIM service has no 422: what does not fit is a bad request. */
function statusOf({ status }: AppError): number {
  return status === 422 ? 400 : status
}

const asTag = (version: number) => `W/"${version}"`

/** What may stand in an address. Others are passed over: providers add some of their own. */
const asked = ['filter', 'sortBy', 'sortOrder', 'startIndex', 'count', 'attributes', 'excludedAttributes']

/** SCIM 2.0: the protocol in which identity providers keep people and groups in step (RFC 7643 and RFC 7644). */
export const scim: Surface = {
  name: 'scim',
  prefix: '/scim/v2',
  mediaTypes: ['application/scim+json', 'application/json'],
  bodyLimit: '1mb',
  byToken: true,

  input({ params, query, body }) {
    const chosen = Object.fromEntries(
      asked.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
    )
    return { ...chosen, ...(body === undefined ? {} : { body }), ...params }
  },

  versionsIn(condition) {
    if (condition.trim() === '*') return null
    return condition.split(',').map((tag) => Number(/^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(tag)?.[1] ?? -1))
  },

  reply(output, { status, ifNoneMatch }): SurfaceAnswer {
    const { resource, version, location } = output as Said
    const headers: Record<string, string> = {
      ...(version === undefined ? {} : { ETag: asTag(version) }),
      ...(location === undefined ? {} : { [status === 201 ? 'Location' : 'Content-Location']: location }),
    }
    if (resource === null) return { status: 204, headers }
    if (version !== undefined && ifNoneMatch !== null) {
      const known = scim.versionsIn(ifNoneMatch)
      if (known === null || known.includes(version)) return { status: 304, headers }
    }
    return { status, headers, body: resource }
  },

  problem(error, say): SurfaceAnswer {
    const status = statusOf(error)
    const type = scimTypeOf(error)
    const issues = (error.issues ?? []).map(({ pointer }) => pointer).join(', ')
    return {
      status,
      // Whoever is asked to show who they are is told how (RFC 7235, 3.1; RFC 7644, 2).
      headers: status === 401 && !error.headers['WWW-Authenticate'] ? { 'WWW-Authenticate': 'Bearer' } : {},
      body: {
        schemas: [errorSchema],
        status: String(status),
        ...(type ? { scimType: type } : {}),
        detail: `${say(error.messageKey, error.values)}${issues ? ` (${issues})` : ''}`,
      },
    }
  },

  note: noteRefusal,
}
