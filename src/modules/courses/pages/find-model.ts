import type { FindModel } from '../../../../templates/pages/courses/find-page.tsx'
import type { PageContext } from '../../../platform/declare/page.ts'
import { AppError } from '../../../platform/errors.ts'
import { authorityAnywhere } from '../../../platform/policy/actor.ts'
import { languageName } from '../../../platform/presentation/countries.ts'
import type { Chip, FilterModel } from '../../../platform/presentation/list.ts'
import { type Asked, addressFor, askedBy, sorts } from '../asked.ts'
import type { FoundCourses } from '../contract.ts'
import { levels } from '../course.ts'
import { findCourses } from '../queries/find-courses.ts'
import { list } from './addresses.ts'

type Translate = PageContext['t']

export async function findModel({ ask, caller, queryFields, query, t }: PageContext): Promise<FindModel> {
  const { actor, now } = caller
  const asked = askedBy(queryFields)
  const { found, isFirstPage } = await find(ask, asked, query.cursor)
  const locale = caller.locale()
  return {
    found,
    path: list,
    problem: null,
    isFirstPage,
    filters: filtersOf(asked, found, locale, t),
    chips: chipsOf(asked, locale, t),
    nextHref: found.nextCursor === null ? null : hrefFor(asked, found.nextCursor),
    mayDraft: authorityAnywhere(actor, 'courses.manage', now) !== null,
  }
}

/** A cursor of another order leads to the beginning. */
async function find(
  ask: PageContext['ask'],
  asked: Asked,
  cursor: string | undefined,
): Promise<{ found: FoundCourses; isFirstPage: boolean }> {
  const input = { ...asked, counts: true }
  try {
    return { found: await ask(findCourses, { ...input, cursor }), isFirstPage: !cursor }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422 || !cursor) throw error
    return { found: await ask(findCourses, input), isFirstPage: true }
  }
}

function hrefFor(asked: Asked, cursor = ''): string {
  const query = addressFor(asked, cursor)
  return query === '' ? list : `${list}?${query}`
}

function chipsOf(asked: Asked, locale: string, t: Translate): Chip[] {
  const chips = <Field extends 'level' | 'language' | 'tag'>(
    field: Field,
    isTyped: boolean,
    wordsOf: (value: string) => string,
  ): Chip[] =>
    asked[field].map((value) => ({
      label: t(`courses.${field}`),
      value: wordsOf(value),
      isTyped,
      href: hrefFor({ ...asked, [field]: asked[field].filter((other) => other !== value) }),
    }))
  return [
    ...(asked.search === ''
      ? []
      : [
          {
            label: t('courses.find.search'),
            value: asked.search,
            isTyped: true,
            href: hrefFor({ ...asked, search: '' }),
          },
        ]),
    ...chips('level', false, (level) => t(`courses.levels.${level}`)),
    ...chips('language', false, (code) => languageName(code, locale)),
    ...chips('tag', true, (tag) => tag),
  ]
}

function filtersOf(asked: Asked, { counts }: FoundCourses, locale: string, t: Translate): FilterModel[] {
  const facets = counts?.facets ?? null
  const countOf = (facet: 'level' | 'language' | 'tag', value: string) =>
    facets ? (facets[facet].find((each) => each.value === value)?.count ?? 0) : null
  const choices = (
    name: 'level' | 'language' | 'tag',
    values: readonly string[],
    wordsOf: (value: string) => string,
  ): FilterModel => ({
    type: 'choices',
    name,
    label: t(`courses.${name}`),
    options: values.map((value) => ({
      value,
      label: wordsOf(value),
      chosen: asked[name].some((each) => each === value),
      count: countOf(name, value),
    })),
  })
  const offered = (name: 'language' | 'tag') => [
    ...new Set([...asked[name], ...(facets?.[name] ?? []).map(({ value }) => value)]),
  ]
  const [languages, tags] = [offered('language'), offered('tag')]
  return [
    { type: 'search', name: 'search', label: t('courses.find.search'), value: asked.search },
    choices('level', levels, (level) => t(`courses.levels.${level}`)),
    ...(languages.length > 0 ? [choices('language', languages, (code) => languageName(code, locale))] : []),
    ...(tags.length > 0 ? [choices('tag', tags, (tag) => tag)] : []),
    {
      type: 'one',
      name: 'sort',
      label: t('courses.find.sort'),
      value: asked.sort,
      isSure: true,
      options: sorts.map((value) => ({ value, label: t(`courses.sorts.${value}`) })),
    },
  ]
}
