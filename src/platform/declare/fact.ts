import type { z } from 'zod'

/** Something that can have happened. Its payload holds ids, never personal data: it ends up in job queues and logs. */
export interface Fact<Payload extends z.ZodObject = z.ZodObject> {
  kind: 'fact'
  name: string
  version: number
  payload: Payload
}

export function fact<Payload extends z.ZodObject>(
  name: string,
  version: number,
  payload: Payload,
): Fact<Payload> {
  return { kind: 'fact', name, version, payload }
}
