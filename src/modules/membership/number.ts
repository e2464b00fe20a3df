import { defineError } from '../../platform/errors.ts'

/** How the numbers of an association look, and which comes next. */
export interface NumberSeries {
  prefix: string
  /** The year in which it is given stands in it. */
  withYear: boolean
  /** As many digits at least. */
  digits: number
  nextNumber: number
  version: number
}

export const noSeries = defineError('membership.noSeries', 409)

/** The same as the function `next_membership_number` makes in the database: pages show it beforehand. */
export function numberOf(
  { prefix, withYear, digits, nextNumber }: Omit<NumberSeries, 'version'>,
  year: number,
): string {
  return `${prefix}${withYear ? `${year}-` : ''}${String(nextNumber).padStart(digits, '0')}`
}
