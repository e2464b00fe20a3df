/** A day as it is written into three boxes. */
export interface DayParts {
  day?: unknown
  month?: unknown
  year?: unknown
}

/**
 * The calendar day (YYYY-MM-DD) that three boxes name, or null where there is no such day. Months may be written as
 * words of the language: "march", "Mar".
 */
export function dayFromParts({ day, month, year }: DayParts, locale: string): string | null {
  const written = [year, monthNumber(textOf(month), locale), day].map((part) => Number(textOf(part)))
  const [yearNumber = 0, monthOfYear = 0, dayNumber = 0] = written
  if (!written.every(Number.isInteger) || yearNumber < 1000 || yearNumber > 9999) return null
  const date = new Date(Date.UTC(yearNumber, monthOfYear - 1, dayNumber))
  const isSame =
    date.getUTCFullYear() === yearNumber &&
    date.getUTCMonth() === monthOfYear - 1 &&
    date.getUTCDate() === dayNumber
  return isSame ? date.toISOString().slice(0, 10) : null
}

/** The three boxes of a day that is known already. */
export function partsOfDay(day: string): Record<'day' | 'month' | 'year', string> {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  return { day: String(Number(date) || ''), month: String(Number(month) || ''), year }
}

/** Which box comes first where people write the month, the day or the year first. */
export function orderOfParts(locale: string): Array<'day' | 'month' | 'year'> {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short' })
    .formatToParts(new Date(0))
    .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []))
}

function monthNumber(written: string, locale: string): string {
  if (/^\d{1,2}$/.test(written) || written === '') return written
  const wanted = written.toLocaleLowerCase(locale).replace(/\.$/, '')
  for (let month = 0; month < 12; month += 1) {
    const first = new Date(Date.UTC(2000, month, 1))
    for (const options of [{ month: 'long' }, { month: 'long', day: 'numeric' }] as const) {
      const name = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
        .formatToParts(first)
        .find(({ type }) => type === 'month')
        ?.value.toLocaleLowerCase(locale)
      if (name && wanted.length >= 3 && name.startsWith(wanted)) return String(month + 1)
    }
  }
  return 'NaN'
}

function textOf(part: unknown): string {
  return typeof part === 'string' || typeof part === 'number' ? String(part).trim() : ''
}
