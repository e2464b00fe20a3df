import { createHash } from 'node:crypto'
import type { FormState } from '../../src/platform/presentation/view.ts'

/** The key of one of several forms of a page: each of them is sent once, whatever names the act. */
export function keyFor({ idempotencyKey }: Pick<FormState, 'idempotencyKey'>, act: string): string {
  return `${idempotencyKey.slice(0, 36)}-${createHash('sha256').update(act).digest('base64url').slice(0, 22)}`
}
