import { type IncomingHttpHeaders, request } from 'node:http'
import type { Portal } from '../support/portal.ts'

export interface RawReply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

export interface RawRequest {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** A request with headers and a path that fetch would not send: a Host, a path that climbs, an encoding of one's own. */
export function rawRequest(portal: Portal, path: string, options: RawRequest = {}): Promise<RawReply> {
  const { method = 'GET', headers = {}, body } = options
  const { hostname, port } = new URL(portal.url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const received = Buffer.concat(chunks)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: received,
          text: received.toString('utf8'),
        })
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
