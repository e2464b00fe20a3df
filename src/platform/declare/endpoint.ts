import type { Request, Response } from 'express'
import type { Caller } from '../run/runner.ts'
import type { HttpMethod } from './operation.ts'

/** What is neither JSON in and out nor a page: streams, uploads, downloads, feeds, webhooks. */
export interface Endpoint {
  kind: 'endpoint'
  name: string
  summary: string
  permission: string
  method: HttpMethod
  path: string
  /** Media type of the answer, for the API's description. */
  produces: string
  handle(context: { caller: Caller; request: Request; response: Response }): Promise<void>
}

export function endpoint(declaration: Omit<Endpoint, 'kind'>): Endpoint {
  return { kind: 'endpoint', ...declaration }
}
