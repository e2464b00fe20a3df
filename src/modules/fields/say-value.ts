import { formatExactNumber } from '../../platform/presentation/numbers.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import type { Field } from './field.ts'
import type { FieldValue } from './value.ts'

/** A value as people read it. */
export function sayValue({ options }: Field, value: FieldValue, t: Translate, locale: string): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return t(value ? 'layout.list.yes' : 'layout.list.no')
  if (typeof value === 'number') return formatExactNumber(value, locale)
  const labelOf = (chosen: string) => {
    const option = options.find((each) => each.value === chosen)
    return option ? textIn(option.label, locale) : chosen
  }
  return [value].flat().map(labelOf).join(', ')
}
