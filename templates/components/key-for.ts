import type { FormState } from '../../src/platform/presentation/view.ts'

/** The key of one of several forms of a page: each of them is sent once. */
export function keyFor({ idempotencyKey }: Pick<FormState, 'idempotencyKey'>, act: string): string {
  return `${idempotencyKey}-${act}`
}
