import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { FormState, Issue } from '../../src/platform/presentation/view.ts'

export interface FormScope {
  /** Prefix of the ids inside, so that two forms of a page may both have an `email`. */
  id: string
  state: FormState | undefined
}

export const FormContext = createContext<FormScope>({ id: 'form', state: undefined })

/** `address.city` -> `/address/city` */
export function pointerOf(name: string): string {
  return name
    .replaceAll(/\[(\w*)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '')
    .map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}

/** `/address/city` -> `address.city` */
export function nameOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')}`
}

/** Values come nested from a view model or flat from a posted form: both are found. */
export function valueAt(values: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(values, name)) return values[name]
  let value: unknown = values
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

export function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'object') return ''
  return String(value)
}

export function asList(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return []
  return (Array.isArray(value) ? value : [value]).map(asText)
}

/** How many rows a repeated group has: the list of a model, or what was posted under `0`, `1` … */
export function asRows(value: unknown): number {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.keys(value).reduce(
    (most, key) => (/^\d{1,3}$/.test(key) ? Math.max(most, Number(key) + 1) : most),
    0,
  )
}

/** One mistake at a time: whoever has left a line empty need not be told how it is written as well. */
export function firstOfEach(issues: Issue[]): Issue[] {
  return issues.filter(({ pointer }, index) => issues.findIndex((each) => each.pointer === pointer) === index)
}

export interface FieldScope {
  id: string
  /** What was typed, or undefined where the form knows nothing of this name. */
  value: unknown
  issues: Issue[]
}

export function useField(name: string): FieldScope {
  const { id, state } = useContext(FormContext)
  const pointer = pointerOf(name)
  return {
    id: fieldId(id, name),
    value: state && valueAt(state.values, name),
    // An issue of a part (`/roles/0`) belongs to the field that holds the whole (`roles`).
    issues:
      state?.issues.filter((issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`)) ??
      [],
  }
}
