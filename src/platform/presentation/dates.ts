export type TimeShown =
  | 'day'
  | 'date'
  | 'dateTime'
  | 'second'
  | 'zoned'
  | 'moment'
  | 'time'
  | 'weekday'
  | 'month'

const shapes: Record<TimeShown, Intl.DateTimeFormatOptions> = {
  // A day of the calendar (YYYY-MM-DD) is the same day everywhere.
  day: { dateStyle: 'long', timeZone: 'UTC' },
  date: { dateStyle: 'long' },
  dateTime: { dateStyle: 'long', timeStyle: 'short' },
  second: { dateStyle: 'long', timeStyle: 'medium' },
  // With the name of its zone, for whoever may not know which one it is.
  zoned: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  // The same in less room, for columns of tables.
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  time: { timeStyle: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
}

/** Building a formatter costs fifty times as much as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(locale: string, timeZone: string, shown: TimeShown): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${shown}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { timeZone, ...shapes[shown] })
    // Locales and zones come from people; the world has some thousand pairs at most, yet nothing grows unbounded.
    if (formatters.size > 500) formatters.clear()
    formatters.set(key, formatter)
  }
  return formatter
}

export function formatTime(
  value: Date | string,
  place: { locale: string; timeZone: string },
  shown: TimeShown = 'dateTime',
): string {
  return formatterFor(place.locale, place.timeZone, shown).format(new Date(value))
}

/** When a day (YYYY-MM-DD), or one so many days after it, begins in a zone. */
export function startOfDay(day: string, timeZone: string, daysLater = 0): Date {
  const midnight = new Date(`${day}T00:00:00Z`)
  midnight.setUTCDate(midnight.getUTCDate() + daysLater)
  // The offset is asked for where midnight may be, then once more where the first answer leads: it changes at night.
  const near = midnight.getTime() - offsetOf(midnight, timeZone)
  return new Date(midnight.getTime() - offsetOf(new Date(near), timeZone))
}

/** The day (YYYY-MM-DD) that a moment has in a zone. */
export function dayOf(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + offsetOf(moment, timeZone)).toISOString().slice(0, 10)
}

/** The moment at which clocks of a zone show a day and a time (YYYY-MM-DDTHH:MM). Where they show it twice, the first. */
export function momentAt(wall: string, timeZone: string): Date {
  const shown = new Date(`${wall}:00Z`).getTime()
  const day = 86_400_000
  const offsets = [shown - day, shown + day].map((near) => offsetOf(new Date(near), timeZone))
  const moments = offsets.map((offset) => shown - offset).sort((one, other) => one - other)
  const found = moments.find((moment) => moment + offsetOf(new Date(moment), timeZone) === shown)
  // An hour that is left out in spring: as if the clocks had not been put forward yet.
  return new Date(found ?? shown - (offsets[0] ?? 0))
}

/** The other way round: what clocks of a zone show at a moment. */
export function wallTimeOf(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + offsetOf(moment, timeZone)).toISOString().slice(0, 16)
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetOf(moment: Date, timeZone: string): number {
  const key = `offset ${timeZone}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
    formatters.set(key, formatter)
  }
  const part = new Map(formatter.formatToParts(moment).map(({ type, value }) => [type, value]))
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(part.get(type))
  const year = part.get('era') === 'BC' ? 1 - of('year') : of('year')
  const there = new Date(0)
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  there.setUTCFullYear(year, of('month') - 1, of('day'))
  there.setUTCHours(of('hour'), of('minute'), of('second'))
  return there.getTime() - Math.floor(moment.getTime() / 1000) * 1000
}

/** The 30th of February and the hour 24 are read as another day. */
export function isOnCalendar(wall: string): boolean {
  const moment = Date.parse(`${wall}:00Z`)
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(wall)
}
