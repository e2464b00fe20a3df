import type { Context, Liquid } from 'liquidjs'

/** What Liquid gives a filter as `this`. */
interface FilterScope {
  context: Context
}

const categories: Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other']

export function addFilters(engine: Liquid): Liquid {
  engine.registerFilter('plural', plural)
  engine.registerFilter('moment', moment)
  return engine
}

/** `{{ hours | plural: 'hour', 'hours' }}` -> "1 hour"; the forms stand in the order of the language's categories. */
function plural(this: FilterScope, count: unknown, ...forms: string[]): string {
  const locale = localeOf(this)
  const number = Number(count)
  if (!Number.isFinite(number)) throw new Error(`"${String(count)}" is not a number to count with`)
  const rules = new Intl.PluralRules(locale)
  const known = rules.resolvedOptions().pluralCategories
  const inOrder = categories.filter((category) => known.includes(category))
  // Fractions come last ("other"); a mail that counts only whole things may leave their form out.
  const form = forms[inOrder.indexOf(rules.select(number))] ?? forms.at(-1) ?? ''
  return `${new Intl.NumberFormat(locale).format(number)} ${form}`
}

/** A date or an ISO 8601 text, in the zone of the variable `timeZone` (UTC unless given), with the zone named. */
function moment(this: FilterScope, value: unknown): string {
  const date = value instanceof Date ? value : new Date(String(value))
  if (Number.isNaN(date.getTime())) throw new Error(`"${String(value)}" is not a moment`)
  return new Intl.DateTimeFormat(localeOf(this), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: String(this.context.getSync(['timeZone'])),
    timeZoneName: 'short',
  }).format(date)
}

function localeOf(filter: FilterScope): string {
  return String(filter.context.getSync(['locale']))
}
