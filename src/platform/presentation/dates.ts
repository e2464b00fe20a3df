export type TimeShown = 'date' | 'dateTime' | 'time' | 'weekday' | 'month'

const shapes: Record<TimeShown, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  dateTime: { dateStyle: 'long', timeStyle: 'short' },
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
    formatter = new Intl.DateTimeFormat(locale, { ...shapes[shown], timeZone })
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
