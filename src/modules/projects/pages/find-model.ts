import type { FindModel } from '../../../../templates/pages/projects/find-page.tsx'
import type { PageContext } from '../../../platform/declare/page.ts'
import { AppError } from '../../../platform/errors.ts'
import { authorityAnywhere } from '../../../platform/policy/actor.ts'
import { distanceIn } from '../../../platform/presentation/distance.ts'
import type { Chip, FilterModel, RangeModel } from '../../../platform/presentation/list.ts'
import { listMyCompanies } from '../../companies/index.ts'
import { isMember } from '../../people/index.ts'
import { type Asked, addressOf, askedBy, inputOf, problemsOf } from '../asked.ts'
import { type CategoryReply, type FoundProjects, sorts } from '../contract.ts'
import { listCategories } from '../queries/categories.ts'
import { findProjects } from '../queries/find-projects.ts'

const path = '/projects'
const radii = [10, 25, 50, 100, 250, 500]

/** Whom a reader may look for, the reader first. */
type Parties = Array<[value: string, label: string]>

type Translate = PageContext['t']

/** What is told where it stands; the rest above the list. */
const shownAtFields = ['budgetFrom', 'budgetUntil', 'deadlineFrom', 'deadlineUntil', 'currency', 'near']

export async function findModel({
  ask,
  caller,
  queryFields,
  query,
  form,
  t,
}: PageContext): Promise<FindModel> {
  const { actor, now } = caller
  const reads = isMember(actor, now)
  const asked = askedBy(queryFields, reads)
  const [{ found, problems, isFirstPage }, { items: categories }, parties] = await Promise.all([
    find(ask, asked, query.cursor, reads),
    ask(listCategories, {}),
    reads ? partiesOf(ask, t) : [],
  ])
  const problemOf = ({ name, type }: FilterModel) => {
    // Where somebody lives and a point are two fields of one name.
    if (name === 'near' && (type === 'one') !== (asked.near === 'me')) return null
    const code = problems[name] ?? problems[`${name}From`] ?? problems[`${name}Until`]
    return code === undefined ? null : t(code === 'required' ? 'projects.error.distanceWantsPlace' : code)
  }
  const rest = Object.keys(problems).filter((name) => !shownAtFields.includes(name))
  const question = hrefFor(asked).slice(path.length)
  return {
    found,
    path,
    problem: rest[0] === undefined ? null : (problems[rest[0]] ?? null),
    isFirstPage,
    filters: filtersOf(asked, found, categories, parties, t).map((filter) => ({
      ...filter,
      problem: problemOf(filter),
    })),
    feedHref: `/projects.atom${question}`,
    calendarHref: `/projects.ics${question}`,
    kept: asked.bookmarked ? [['bookmarked', 'true']] : [],
    chips: chipsOf(asked, categories, t),
    nextHref: found.nextCursor === null ? null : hrefFor(asked, found.nextCursor),
    here: hrefFor(asked),
    query: addressOf({ ...asked, bookmarked: false }),
    isMember: reads,
    form: form(),
    mayDraft: authorityAnywhere(actor, 'projects.manage', now) !== null,
  }
}

/** Themselves, and the companies that they act for. */
export async function partiesOf(ask: PageContext['ask'], t: Translate): Promise<Parties> {
  const { items } = await ask(listMyCompanies, {})
  return [
    ['me', t('matching.forMe')],
    ...items
      .filter(({ isConfirmed, status }) => isConfirmed && status === 'active')
      .map(({ id, legalName }): [string, string] => [id, legalName]),
  ]
}

/** Nothing, beside what could be chosen. */
async function nothing(ask: PageContext['ask'], all: boolean): Promise<FoundProjects> {
  const { counts } = await ask(findProjects, { limit: 1, counts: true, all })
  const total = { count: 0, isMore: false }
  return { items: [], nextCursor: null, counts: { total, facets: counts?.facets ?? null } }
}

/**
 * What cannot be asked is told at its field, and nothing is found: the whole list would look like an answer. A cursor of
 * another order leads to the beginning.
 */
async function find(ask: PageContext['ask'], asked: Asked, cursor: string | undefined, reads: boolean) {
  const problems = problemsOf(asked)
  if (Object.keys(problems).length > 0)
    return { found: await nothing(ask, asked.all), problems, isFirstPage: true }
  const input = { ...inputOf(asked), counts: true, ...(reads && { for: asked.for || 'me' }) }
  try {
    return { found: await ask(findProjects, { ...input, cursor }), problems, isFirstPage: !cursor }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error
    const issues = error.issues ?? []
    if (issues.some(({ pointer }) => pointer === '/cursor'))
      return { found: await ask(findProjects, input), problems, isFirstPage: true }
    const said = Object.fromEntries(issues.map(({ pointer, code }) => [pointer.slice(1).split('/')[0], code]))
    // A company that they do not act for any more leaves them to themselves.
    if (said.for)
      return { found: await ask(findProjects, { ...input, for: 'me' }), problems: said, isFirstPage: true }
    return { found: await nothing(ask, asked.all), problems: said, isFirstPage: true }
  }
}

function hrefFor(asked: Asked, cursor = ''): string {
  const query = addressOf(asked, cursor)
  return query === '' ? path : `${path}?${query}`
}

function chipsOf(asked: Asked, categories: readonly CategoryReply[], t: Translate): Chip[] {
  const chip = (label: string, value: string, isTyped: boolean, without: Partial<Asked>): Chip => ({
    label: t(label),
    value,
    isTyped,
    href: hrefFor({ ...asked, ...without }),
  })
  const typed = (label: string, field: keyof Asked) =>
    asked[field] === '' ? [] : [chip(label, String(asked[field]), true, { [field]: '' })]
  const nameOf = (id: string) => categories.find((category) => category.id === id)?.label
  return [
    ...typed('projects.find.search', 'search'),
    ...asked.category.map((id) =>
      chip('projects.category', nameOf(id) ?? t('layout.list.unknown'), true, {
        category: asked.category.filter((other) => other !== id),
      }),
    ),
    ...asked.skill.map((value) =>
      chip('projects.skill', value, true, { skill: asked.skill.filter((other) => other !== value) }),
    ),
    ...(asked.openTo === ''
      ? []
      : [chip('projects.find.openTo', t(`projects.openTos.${asked.openTo}`), false, { openTo: '' })]),
    ...typed('projects.currency', 'currency'),
    ...typed('projects.find.budgetFrom', 'budgetFrom'),
    ...typed('projects.find.budgetUntil', 'budgetUntil'),
    ...typed('projects.find.deadlineFrom', 'deadlineFrom'),
    ...typed('projects.find.deadlineUntil', 'deadlineUntil'),
    ...(asked.near === ''
      ? []
      : [
          chip(
            'projects.find.near',
            t('projects.find.within', {
              place: asked.near === 'me' ? t('projects.find.aroundMe') : asked.near,
              kilometres: asked.radius,
            }),
            true,
            { near: '', sort: asked.sort === 'distance' ? 'newest' : asked.sort },
          ),
        ]),
    ...(asked.bookmarked
      ? [chip('projects.find.which', t('projects.bookmarks.title'), false, { bookmarked: false })]
      : []),
    ...(asked.all ? [chip('projects.find.which', t('projects.find.all'), false, { all: false })] : []),
  ]
}

function filtersOf(
  asked: Asked,
  { counts }: FoundProjects,
  categories: readonly CategoryReply[],
  parties: Parties,
  t: Translate,
): FilterModel[] {
  const reads = parties.length > 0
  const facets = counts?.facets ?? null
  const countOf = new Map(facets?.category.map(({ value, count }) => [value, count]))
  const one = (
    name: string,
    label: string,
    value: string,
    options: Array<[string, string]>,
    isSure = false,
  ): FilterModel => ({
    type: 'one',
    name,
    label: t(label),
    value,
    isSure,
    options: options.map(([each, words]) => ({ value: each, label: words })),
  })
  const range = (type: RangeModel['type'], name: string, label: string, from: string, until: string) => ({
    type,
    name,
    label,
    from,
    until,
  })
  const skills = [
    ...asked.skill.map((value) => ({ value, label: value, chosen: true, count: null })),
    ...(facets?.skill ?? [])
      .filter(({ value }) => !asked.skill.includes(value))
      .map(({ value, label, count }) => ({ value, label, chosen: false, count })),
  ]
  const currencies = [
    ...new Set([
      ...(facets?.currency ?? []).map(({ value }) => value),
      ...(asked.currency === '' ? [] : [asked.currency]),
    ]),
  ].sort()
  const shown = categories.filter(({ id, archivedAt }) => archivedAt === null || countOf.has(id))
  return [
    { type: 'search', name: 'search', label: t('projects.find.search'), value: asked.search },
    ...(shown.length > 0
      ? [
          {
            type: 'choices' as const,
            name: 'category',
            label: t('projects.category'),
            options: shown.map(({ id, label, parentId }) => ({
              value: id,
              label: parentId === null ? label : `– ${label}`,
              chosen: asked.category.includes(id),
              count: facets ? (countOf.get(id) ?? 0) : null,
            })),
          },
        ]
      : []),
    ...(skills.length > 0
      ? [{ type: 'choices' as const, name: 'skill', label: t('projects.skill'), options: skills }]
      : []),
    one('openTo', 'projects.find.openTo', asked.openTo, [
      ['person', t('projects.openTos.person')],
      ['company', t('projects.openTos.company')],
    ]),
    ...(currencies.length > 0
      ? [
          one(
            'currency',
            'projects.currency',
            asked.currency,
            currencies.map((each) => [each, each]),
          ),
          range('numbers', 'budget', t('projects.budget'), asked.budgetFrom, asked.budgetUntil),
        ]
      : []),
    range('dates', 'deadline', t('projects.deadline'), asked.deadlineFrom, asked.deadlineUntil),
    ...(reads
      ? [
          one('near', 'projects.find.near', asked.near === 'me' ? 'me' : '', [
            ['me', t('projects.find.aroundMe')],
          ]),
        ]
      : []),
    {
      type: 'search',
      name: 'near',
      label: t('projects.find.nearPoint'),
      value: asked.near === 'me' ? '' : asked.near,
    },
    one(
      'radius',
      'projects.find.radius',
      String(asked.radius),
      [...new Set([...radii, asked.radius])]
        .sort((first, second) => first - second)
        .map((each) => [
          String(each),
          // Distances are told as people measure where something is; somebody looks from anywhere.
          t('projects.find.milesToo', {
            kilometres: each,
            miles: Math.round(distanceIn('US', each).count),
          }),
        ]),
      true,
    ),
    one(
      'all',
      'projects.find.which',
      String(asked.all),
      [
        ['false', t('projects.find.open')],
        ['true', t('projects.find.all')],
      ],
      true,
    ),
    one(
      'sort',
      'projects.find.sort',
      asked.sort,
      sorts.filter((each) => reads || each !== 'match').map((each) => [each, t(`projects.sorts.${each}`)]),
      true,
    ),
    ...(parties.length > 1 ? [one('for', 'matching.for', asked.for || 'me', parties, true)] : []),
  ]
}
