import { useView } from '../view-context.tsx'
import { TextField, type TextFieldProps } from './fields.tsx'

export interface NumberFieldProps extends Omit<TextFieldProps, 'type' | 'inputmode' | 'before' | 'after'> {
  /** What is counted: hours, %, km. */
  unit?: string
  /** Takes a fraction as well. */
  fraction?: boolean
}

/** A text field for digits: the browser's own number field changes with the wheel of a mouse, unnoticed. */
export function NumberField({ unit, fraction, ...props }: NumberFieldProps) {
  return (
    <TextField
      width="short"
      autocomplete="off"
      {...props}
      inputmode={fraction ? 'decimal' : 'numeric'}
      after={unit}
    />
  )
}

export interface MoneyFieldProps extends Omit<TextFieldProps, 'type' | 'inputmode' | 'before' | 'after'> {
  /** ISO 4217. */
  currency: string
}

/** An amount as people write it; its currency stands where they write it too. */
export function MoneyField({ currency, ...props }: MoneyFieldProps) {
  const { locale } = useView()
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1)
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? currency
  const isBefore = parts[0]?.type === 'currency'
  return (
    <TextField
      width="medium"
      autocomplete="off"
      {...props}
      inputmode="decimal"
      before={isBefore ? sign : undefined}
      after={isBefore ? undefined : sign}
    />
  )
}
