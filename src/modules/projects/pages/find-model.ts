import type { FindModel } from '../../../../templates/pages/projects/find-page.tsx'
import type { PageContext } from '../../../platform/declare/page.ts'
import { AppError } from '../../../platform/errors.ts'
import { authorityAnywhere } from '../../../platform/policy/actor.ts'
import type { Chip, FilterModel, RangeModel } from '../../../platform/presentation/list.ts'
import { listMyCompanies } from '../../companies/index.ts'
import { isMember } from '../../people/index.ts'
import { type Asked, addressOf, askedBy, inputOf } from '../asked.ts'
import { type CategoryReply, type FoundProjects, sorts } from '../contract.ts'
import { listCategories } from '../queries/categories.ts'
import { findProjects } from '../queries/find-projects.ts'

const path = '/projects'
const radii = [10, 25, 50, 100, 250, 500]

/** Whom a reader may look for, the reader first. */
type Parties = Array<[value: string, label: string]>

type Translate = PageContext['t']

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
  const [{ found, problem, isFirstPage }, { items: categories }, parties] = await Promise.all([
    find(ask, asked, query.cursor, reads),
    ask(listCategories, {}),
    reads ? partiesOf(ask, t) : [],
  ])
  const currency = asked.currency || (found.counts?.facets?.currency[0]?.value ?? '')
  return {
    found,
    path,
    problem,
    isFirstPage,
    filters: filtersOf({ ...asked, currency }, found, categories, parties, t),
    kept: [
      ...(currency === '' ? [] : [['currency', currency] satisfies [string, string]]),
      ...(asked.bookmarked ? [['bookmarked', 'true'] satisfies [string, string]] : []),
    ],
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

/** A place that is none is told, and the rest is answered; a cursor of another order leads to the beginning. */
async function find(ask: PageContext['ask'], asked: Asked, cursor: string | undefined, reads: boolean) {
  const { sort } = asked
  const input = { ...inputOf(asked), counts: true, ...(reads && { for: asked.for || 'me' }) }
  try {
    return { found: await ask(findProjects, { ...input, cursor }), problem: null, isFirstPage: !cursor }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error
    if (error.issues?.some(({ pointer }) => pointer === '/cursor'))
      return { found: await ask(findProjects, input), problem: null, isFirstPage: true }
    // A company that they do not act for any more leaves them to themselves.
    if (error.issues?.some(({ pointer }) => pointer === '/for'))
      return {
        found: await ask(findProjects, { ...input, for: 'me' }),
        problem: error.issues[0]?.code ?? null,
        isFirstPage: true,
      }
    const { near: _near, ...rest } = input
    const found = await ask(findProjects, { ...rest, sort: sort === 'distance' ? 'newest' : sort })
    return { found, problem: error.issues?.[0]?.code ?? null, isFirstPage: true }
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
  ): FilterModel => ({
    type: 'one',
    name,
    label: t(label),
    value,
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
    ...(asked.currency === ''
      ? []
      : [
          range(
            'numbers',
            'budget',
            t('projects.find.budget', { currency: asked.currency }),
            asked.budgetFrom,
            asked.budgetUntil,
          ),
        ]),
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
      asked.near === '' ? '' : String(asked.radius),
      [...new Set([...radii, asked.radius])]
        .sort((first, second) => first - second)
        .map((each) => [String(each), t('projects.find.kilometres', { kilometres: each })]),
    ),
    one('all', 'projects.find.which', String(asked.all), [
      ['false', t('projects.find.open')],
      ['true', t('projects.find.all')],
    ]),
    one(
      'sort',
      'projects.find.sort',
      asked.sort,
      sorts.filter((each) => reads || each !== 'match').map((each) => [each, t(`projects.sorts.${each}`)]),
    ),
    ...(parties.length > 1 ? [one('for', 'matching.for', asked.for || 'me', parties)] : []),
  ]
}
