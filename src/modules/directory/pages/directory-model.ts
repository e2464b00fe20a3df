import type { CompaniesModel } from '../../../../templates/pages/directory/companies-page.tsx'
import type { DirectoryModel } from '../../../../templates/pages/directory/directory-page.tsx'
import type { InputOf } from '../../../platform/declare/operation.ts'
import type { PageContext } from '../../../platform/declare/page.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Chip, FilterModel } from '../../../platform/presentation/list.ts'
import { isMember } from '../../people/index.ts'
import { type DirectoryPage, mostKilometres, type OfferedUnits, SearchDirectory } from '../contract.ts'
import { searchCompanies } from '../queries/companies.ts'
import { listOfferedUnits, searchDirectory } from '../queries/directory.ts'

/** What the address says. A name that means nothing here is no more than that. */
interface Asked {
  search: string
  unitId: string | null
  skill: string[]
  certification: string[]
  /** `me`, a unit, or degrees. */
  around: string
  radius: number
  sort: 'name' | 'distance'
}

const radii = [5, 10, 25, 50, 100, 250, mostKilometres]
const usualRadius = 25
const uuid = SearchDirectory.shape.nearUnitId

export function directoryModel(context: PageContext): Promise<DirectoryModel> {
  return modelOf(context, '/directory', (input) => context.ask(searchDirectory, { ...input, counts: true }))
}

export function companiesModel(context: PageContext): Promise<CompaniesModel> {
  return modelOf(context, '/directory/companies', (input) => context.ask(searchCompanies, input))
}

interface Found {
  nextCursor: string | null
  counts?: DirectoryPage['counts']
}

/** What people and companies are searched by is the same; only people are counted. */
async function modelOf<Page extends Found>(
  { ask, caller, queryFields, query, t }: PageContext,
  path: string,
  search: (input: Searched) => Promise<Page>,
) {
  const asked = askedBy(queryFields)
  const reads = isMember(caller.actor, caller.now)
  const [{ page, problem, isFirstPage }, units] = await Promise.all([
    find(search, asked, query.cursor),
    reads ? ask(listOfferedUnits, { unitId: asked.unitId }) : { items: [] },
  ])
  const hrefOf = (change: Partial<Asked>, cursor?: string) => hrefFor(path, { ...asked, ...change }, cursor)
  const offered = units.items
  const names = new Map([
    ...(page.counts?.facets?.unitId ?? []).map(({ value, label }) => [value, label] as const),
    ...offered.map(({ id, name }) => [id, name] as const),
  ])
  const nameOf = (unitId: string) => names.get(unitId) ?? t('layout.list.unknown')
  const aroundText =
    asked.around === 'me'
      ? t('directory.aroundMe')
      : uuid.safeParse(asked.around).success && asked.around !== ''
        ? nameOf(asked.around)
        : asked.around
  const chips: Chip[] = [
    ...(asked.search
      ? [{ label: t('directory.search'), value: asked.search, isTyped: true, href: hrefOf({ search: '' }) }]
      : []),
    ...(asked.unitId
      ? [
          {
            label: t('directory.unit'),
            value: nameOf(asked.unitId),
            isTyped: true,
            href: hrefOf({ unitId: null }),
          },
        ]
      : []),
    ...(['skill', 'certification'] as const).flatMap((key) =>
      asked[key].map((value) => ({
        label: t(`directory.${key}`),
        value,
        isTyped: true,
        href: hrefOf({ [key]: asked[key].filter((other) => other !== value) }),
      })),
    ),
    ...(asked.around
      ? [
          {
            label: t('directory.around'),
            value: t('directory.within', { place: aroundText, kilometres: asked.radius }),
            isTyped: true,
            href: hrefOf({ around: '', sort: 'name' }),
          },
        ]
      : []),
  ]
  return {
    page,
    path,
    chips,
    problem,
    isFirstPage,
    isMember: reads,
    filters: filtersOf(asked, page, offered, nameOf, t),
    nextHref: page.nextCursor === null ? null : hrefOf({}, page.nextCursor),
  }
}

function askedBy(fields: PageContext['queryFields']): Asked {
  const all = (name: string) =>
    fields.flatMap(([key, value]) => (key === name && value.trim() !== '' ? [value.trim()] : []))
  // Of several the last one counts: a place that was typed over the one that was chosen.
  const last = (name: string) => all(name).at(-1) ?? ''
  const unitId = last('unitId')
  const radius = Number(last('radius'))
  return {
    search: last('search').slice(0, 120),
    unitId: unitId !== '' && uuid.safeParse(unitId).success ? unitId : null,
    skill: [...new Set(all('skill').map((text) => text.slice(0, 60)))].slice(0, 10),
    certification: [...new Set(all('certification').map((text) => text.slice(0, 160)))].slice(0, 10),
    around: last('around').slice(0, 60),
    radius: radius >= 1 && radius <= mostKilometres ? radius : usualRadius,
    sort: last('sort') === 'distance' && last('around') !== '' ? 'distance' : 'name',
  }
}

type Searched = InputOf<typeof searchCompanies>

/** A place that is none is told, and the rest is answered; a cursor of another order leads to the beginning. */
async function find<Page>(
  search: (input: Searched) => Promise<Page>,
  asked: Asked,
  cursor: string | undefined,
): Promise<{ page: Page; problem: string | null; isFirstPage: boolean }> {
  const { around, unitId, ...plain } = asked
  const narrowed: Searched = { ...plain, ...(unitId && { unitId }) }
  const near: Searched =
    around === '' ? {} : uuid.safeParse(around).success ? { nearUnitId: around } : { near: around }
  try {
    return { page: await search({ ...narrowed, ...near, cursor }), problem: null, isFirstPage: !cursor }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error
    if (error.issues?.some(({ pointer }) => pointer === '/cursor'))
      return { page: await search({ ...narrowed, ...near }), problem: null, isFirstPage: true }
    const problem = error.issues?.[0]?.code ?? error.code.replace('.', '.error.')
    return { page: await search({ ...narrowed, sort: 'name' }), problem, isFirstPage: true }
  }
}

function hrefFor(path: string, asked: Asked, cursor?: string): string {
  const fields: Array<[string, string]> = [
    ['search', asked.search],
    ['unitId', asked.unitId ?? ''],
    ...asked.skill.map((value): [string, string] => ['skill', value]),
    ...asked.certification.map((value): [string, string] => ['certification', value]),
    ['around', asked.around],
    ['radius', asked.around === '' || asked.radius === usualRadius ? '' : String(asked.radius)],
    ['sort', asked.sort === 'name' ? '' : asked.sort],
    ['cursor', cursor ?? ''],
  ]
  const query = new URLSearchParams(fields.filter(([, value]) => value !== '')).toString()
  return query === '' ? path : `${path}?${query}`
}

function filtersOf(
  asked: Asked,
  { counts }: Found,
  offered: OfferedUnits['items'],
  nameOf: (unitId: string) => string,
  t: PageContext['t'],
): FilterModel[] {
  const facets = counts?.facets ?? null
  const counted = new Map(facets?.unitId.map(({ value, count }) => [value, count]))
  const unitIds = [
    ...new Set([...(asked.unitId ? [asked.unitId] : []), ...counted.keys(), ...offered.map(({ id }) => id)]),
  ]
  const withCount = (id: string) => (counted.has(id) ? `${nameOf(id)} (${counted.get(id)})` : nameOf(id))
  const isTyped = asked.around !== '' && asked.around !== 'me' && !uuid.safeParse(asked.around).success
  const choices = (key: 'skill' | 'certification'): FilterModel[] => {
    const known = facets?.[key] ?? []
    const chosen = asked[key].filter((value) => !known.some((each) => each.value === value))
    const options = [
      ...chosen.map((value) => ({ value, label: value, chosen: true, count: null })),
      ...known.map(({ value, label, count }) => ({
        value,
        label,
        chosen: asked[key].includes(value),
        count,
      })),
    ]
    return [
      ...(options.length > 0
        ? [{ type: 'choices' as const, name: key, label: t(`directory.${key}`), options }]
        : []),
      {
        type: 'search',
        name: key,
        label: t(options.length > 0 ? `directory.other.${key}` : `directory.${key}`),
        value: '',
      },
    ]
  }
  return [
    { type: 'search', name: 'search', label: t('directory.search'), value: asked.search },
    ...(unitIds.length > 0
      ? [
          {
            type: 'one' as const,
            name: 'unitId',
            label: t('directory.unit'),
            value: asked.unitId ?? '',
            options: unitIds.map((value) => ({ value, label: withCount(value) })),
          },
        ]
      : []),
    ...choices('skill'),
    ...choices('certification'),
    ...(offered.length > 0
      ? [
          {
            type: 'one' as const,
            name: 'around',
            label: t('directory.around'),
            value: isTyped ? '' : asked.around,
            options: [
              { value: 'me', label: t('directory.aroundMe') },
              ...offered
                .filter(({ hasPlace }) => hasPlace)
                .map(({ id, name }) => ({ value: id, label: name })),
            ],
          },
        ]
      : []),
    { type: 'search', name: 'around', label: t('directory.aroundPoint'), value: isTyped ? asked.around : '' },
    {
      type: 'one',
      name: 'radius',
      label: t('directory.radius'),
      value: asked.around === '' ? '' : String(asked.radius),
      options: [...new Set([...radii, asked.radius])]
        .sort((a, b) => a - b)
        .map((each) => ({
          value: String(each),
          label: t('directory.kilometres', { kilometres: each }),
        })),
    },
    {
      type: 'one',
      name: 'sort',
      label: t('directory.sort'),
      value: asked.sort,
      options: (['name', 'distance'] as const).map((value) => ({
        value,
        label: t(`directory.sorts.${value}`),
      })),
    },
  ]
}
