import { z } from 'zod'
import { minorUnits } from '../../platform/presentation/money.ts'
import { type FindProjects, sorts } from './contract.ts'

export const usualRadius = 50

/** What the address of the list says. A name that means nothing here is no more than that. */
export interface Asked {
  search: string
  category: string[]
  skill: string[]
  openTo: '' | 'person' | 'company'
  currency: string
  budgetFrom: string
  budgetUntil: string
  deadlineFrom: string
  deadlineUntil: string
  near: string
  radius: number
  all: boolean
  bookmarked: boolean
  sort: FindProjects['sort']
  /** Whom they are to fit: empty for whoever asks, if that is anybody. */
  for: string
}

const isId = (text: string) => z.uuid().safeParse(text).success
const isDay = (text: string) => z.iso.date().safeParse(text).success

/** `reads`: by a member, for whom some things can be asked that mean nothing to others. */
export function askedBy(fields: ReadonlyArray<readonly [string, string]>, reads: boolean): Asked {
  const all = (name: string) =>
    fields.flatMap(([key, value]) => (key === name && value.trim() !== '' ? [value.trim()] : []))
  const last = (name: string) => all(name).at(-1) ?? ''
  const [openTo, currency, radius, near] = [
    last('openTo'),
    last('currency'),
    Number(last('radius')),
    // A point that somebody typed counts more than the choice beside it.
    all('near').find((each) => each !== 'me') ?? last('near'),
  ]
  const sort = sorts.find((each) => each === last('sort')) ?? 'newest'
  const isNone = (sort === 'relevance' && last('search') === '') || (sort === 'match' && !reads)
  return {
    search: last('search').slice(0, 120),
    category: [...new Set(all('category').filter(isId))].slice(0, 20),
    skill: [...new Set(all('skill').map((text) => text.slice(0, 60)))].slice(0, 10),
    openTo: openTo === 'person' || openTo === 'company' ? openTo : '',
    currency: /^[A-Z]{3}$/.test(currency) ? currency : '',
    budgetFrom: last('budgetFrom').slice(0, 30),
    budgetUntil: last('budgetUntil').slice(0, 30),
    deadlineFrom: last('deadlineFrom').slice(0, 30),
    deadlineUntil: last('deadlineUntil').slice(0, 30),
    near: near.slice(0, 60),
    radius: radius >= 1 && radius <= 500 ? radius : usualRadius,
    all: last('all') === 'true',
    bookmarked: reads && last('bookmarked') === 'true',
    sort: isNone ? 'newest' : sort,
    for: reads && isId(last('for')) ? last('for') : '',
  }
}

/** What of it means nothing, by the field that says it: a locale key. The rest alone would look like an answer. */
export function problemsOf(asked: Asked): Record<string, string> {
  const { currency, near, sort } = asked
  const problems: Record<string, string> = {}
  for (const field of ['budgetFrom', 'budgetUntil'] as const)
    if (asked[field] !== '') {
      if (currency === '') problems.currency = 'projects.error.amountWantsCurrency'
      else if (minorUnits(asked[field], currency) === undefined) problems[field] = 'projects.error.notAmount'
    }
  for (const field of ['deadlineFrom', 'deadlineUntil'] as const)
    if (asked[field] !== '' && !isDay(asked[field])) problems[field] = 'projects.error.noDay'
  if (sort === 'distance' && near === '') problems.near = 'projects.error.distanceWantsPlace'
  return problems
}

/** The same as the query takes it: amounts in minor units, and nothing that was not said or means nothing. */
export function inputOf(asked: Asked): z.input<typeof FindProjects> {
  const { currency } = asked
  const amount = (typed: string) => (currency === '' ? undefined : minorUnits(typed, currency))
  const [budgetFrom, budgetUntil] = [amount(asked.budgetFrom), amount(asked.budgetUntil)]
  const { search, category, skill, openTo, deadlineFrom, deadlineUntil, near, radius, all, sort } = asked
  return {
    search,
    category,
    skill,
    radius,
    all,
    sort,
    bookmarked: asked.bookmarked,
    ...(openTo && { openTo }),
    ...(currency && { currency }),
    ...(budgetFrom !== undefined && { budgetFrom }),
    ...(budgetUntil !== undefined && { budgetUntil }),
    ...(isDay(deadlineFrom) && { deadlineFrom }),
    ...(isDay(deadlineUntil) && { deadlineUntil }),
    ...(near && { near }),
  }
}

/** An address as the same search in fewest words: what means nothing is left out. The page of a list is none of it. */
export function addressOf(asked: Asked, cursor = ''): string {
  const { category, skill, radius, all, bookmarked, sort, ...texts } = asked
  const fields: Array<[string, string]> = [
    ...Object.entries(texts),
    ...category.map((value): [string, string] => ['category', value]),
    ...skill.map((value): [string, string] => ['skill', value]),
    ['radius', asked.near === '' || radius === usualRadius ? '' : String(radius)],
    ['all', all ? 'true' : ''],
    ['bookmarked', bookmarked ? 'true' : ''],
    ['sort', sort === 'newest' ? '' : sort],
    ['cursor', cursor],
  ]
  return new URLSearchParams(fields.filter(([, value]) => value !== '')).toString()
}
