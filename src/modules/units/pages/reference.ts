import { notFound } from '../../../platform/errors.ts'
import { UnitReference } from '../contract.ts'

/** The unit of the address; what is no id is not found. */
export function referenceOf(params: Record<string, string>): { unitId: string } {
  const reference = UnitReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}
