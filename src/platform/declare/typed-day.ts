import { isDay } from '../lists/columns.ts'
import { dayOf, startOfDay } from '../presentation/dates.ts'
import type { PageContext } from './page.ts'

/** A day as the moment at which it begins (or, some days later, is over) where the reader is; today is now. */
export function dayTyped(
  { form, timeZone, caller }: PageContext,
  field: string,
  daysLater: number,
): string | null {
  const typed = String(form().values[field] ?? '').trim()
  if (typed === '') return null
  if (!isDay(typed)) return typed
  if (daysLater === 0 && typed === dayOf(caller.now, timeZone)) return null
  return startOfDay(typed, timeZone, daysLater).toISOString()
}
