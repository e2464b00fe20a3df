import { languageCodes } from '../../platform/presentation/countries.ts'
import type { FindCourses } from './contract.ts'
import { levels } from './course.ts'

export const sorts = ['newest', 'relevance', 'title', 'shortest'] as const

/** What the address of the catalogue says. A name that means nothing here is no more than that. */
export type Asked = Pick<FindCourses, 'search' | 'level' | 'language' | 'tag' | 'sort'>

export function askedBy(fields: ReadonlyArray<readonly [string, string]>): Asked {
  const all = (name: string) => [
    ...new Set(fields.flatMap(([key, value]) => (key === name && value.trim() !== '' ? [value.trim()] : []))),
  ]
  const last = (name: string) => all(name).at(-1) ?? ''
  return {
    search: last('search').slice(0, 120),
    level: levels.filter((level) => all('level').includes(level)),
    language: all('language')
      .filter((code) => languageCodes.includes(code))
      .slice(0, 20),
    tag: all('tag')
      .map((text) => text.slice(0, 60))
      .slice(0, 10),
    sort: sorts.find((sort) => sort === last('sort')) ?? 'newest',
  }
}

/** The same in fewest words. The page of a list is none of it. */
export function addressFor({ search, level, language, tag, sort }: Asked, cursor = ''): string {
  const several = (name: string, values: readonly string[]) =>
    values.map((value): [string, string] => [name, value])
  const fields: Array<[string, string]> = [
    ['search', search],
    ...several('level', level),
    ...several('language', language),
    ...several('tag', tag),
    ['sort', sort === 'newest' ? '' : sort],
    ['cursor', cursor],
  ]
  return new URLSearchParams(fields.filter(([, value]) => value !== '')).toString()
}
