import { type LookupOptions, lookup as systemLookup } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export interface OutsideOptions {
  method: string
  headers: Record<string, string>
  body?: unknown
  signal?: AbortSignal
}

export interface Guard {
  /** Whether addresses that are not public are refused. */
  publicOnly: boolean
  /** Names of hosts that may have any address: an operator's own. */
  exceptHosts: readonly string[]
}

/** More than any answer that the portal asks others for. */
const mostBytes = 1024 * 1024

/**
 * Asks a place on the internet whose address somebody else chose. Were it asked by `fetch`, it could be this machine or
 * a neighbour of it, whom a firewall lets the portal speak to and nobody else. The address is judged where the connection
 * is made, so a name that means another address a moment later gains nothing; redirects are not followed; and a connection
 * that another part of the program made is not used, since nobody judged where that leads.
 */
export function outsideFetch({
  publicOnly,
  exceptHosts,
}: Guard): (address: string, options: OutsideOptions) => Promise<Response> {
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const isGuarded = publicOnly && !exceptHosts.includes(host)
    // For an address in figures nothing is looked up.
    if (isGuarded && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host)
    const ask = url.protocol === 'https:' ? secureRequest : plainRequest
    return new Promise((resolve, reject) => {
      const asked = ask(
        url,
        { method, headers, signal, agent: false, ...(isGuarded ? { lookup: publicLookup } : {}) },
        (answer) => {
          bytesOf(answer).then((bytes) => resolve(responseOf(answer, bytes)), reject)
        },
      )
      asked.on('error', reject)
      asked.end(body === undefined || body === null ? undefined : String(body))
    })
  }
}

const publicLookup: LookupFunction = (host, options, callback) => {
  systemLookup(host, { ...options, all: true } as LookupOptions & { all: true }, (error, found) => {
    const closed = error ? undefined : found.find(({ address }) => !isPublicAddress(address))
    if (error || closed) return callback(error ?? notPublic(host), [])
    if (options.all) return callback(null, found)
    const [first] = found
    callback(null, first?.address ?? '', first?.family)
  })
}

function notPublic(host: string): Error {
  return new Error(
    `${host} has no public address; OUTSIDE_PRIVATE_HOSTS says which hosts may be asked without one.`,
  )
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer) {
    length += part.length
    if (length > mostBytes) throw new Error(`The answer is longer than ${mostBytes} bytes.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function responseOf({ statusCode = 502, headers }: IncomingMessage, bytes: Buffer): Response {
  const isEmpty = [204, 205, 304].includes(statusCode)
  const type = headers['content-type']
  return new Response(isEmpty ? null : new Uint8Array(bytes), {
    status: statusCode,
    headers: {
      ...(type ? { 'Content-Type': type } : {}),
      ...(headers['www-authenticate'] ? { 'WWW-Authenticate': headers['www-authenticate'] } : {}),
      ...(headers.location ? { Location: headers.location } : {}),
    },
  })
}
