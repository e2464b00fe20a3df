import { orderOfParts } from '../../src/platform/presentation/day-parts.ts'
import { zoneName } from '../../src/platform/presentation/time-zones.ts'
import { useText, useView } from '../view-context.tsx'
import { describedBy, FieldError, FieldHelp, OptionalMark } from './field.tsx'
import { type NamedFieldProps, TextField, type TextFieldProps } from './fields.tsx'
import { asText, useField, valueAt } from './form-context.tsx'

export interface KnownDayFieldProps extends Omit<NamedFieldProps, 'value'> {
  value?: Partial<Record<'day' | 'month' | 'year', string | number>> | undefined
  /** A birthday, which browsers know. */
  birthday?: boolean
}

/**
 * A day that people know by heart, in three boxes: quicker than a calendar that opens at today. Posted as `name.day`,
 * `name.month`, `name.year`; `dayFromParts` reads it.
 */
export function KnownDayField({
  name,
  label,
  help,
  optional,
  value,
  disabled,
  birthday,
}: KnownDayFieldProps) {
  const field = useField(name)
  const { t, locale } = useView()
  const [first, ...others] = orderOfParts(locale)
  const typed = typeof field.value === 'object' && field.value !== null ? field.value : {}
  return (
    <fieldset
      class={field.issues.length > 0 ? 'field field-wrong' : 'field'}
      aria-describedby={describedBy(field.id, help, field.issues)}
      disabled={disabled}
    >
      <legend class="field-label">
        {label}
        <OptionalMark optional={optional} />
      </legend>
      <FieldHelp id={field.id}>{help}</FieldHelp>
      <FieldError id={field.id} issues={field.issues} />
      <div class="day-parts">
        {[first, ...others].map((part) =>
          part ? (
            <label key={part} class={`day-part day-part-${part}`}>
              <span>{t(`components.day.${part}`)}</span>
              <input
                class="input"
                // The first keeps the field's own id: the error summary leads there.
                id={part === first ? field.id : `${field.id}-${part}`}
                name={`${name}.${part}`}
                value={asText(valueAt(typed as Record<string, unknown>, part) ?? value?.[part])}
                inputmode={part === 'month' ? 'text' : 'numeric'}
                autocomplete={birthday ? `bday-${part}` : 'off'}
                maxlength={part === 'month' ? 20 : 4}
                required={!optional}
                aria-invalid={field.issues.length > 0 ? 'true' : undefined}
              />
            </label>
          ) : null,
        )}
      </div>
    </fieldset>
  )
}

/** A moment. It is meant in the reader's zone unless another is named, and says so. */
export function MomentField({
  zone,
  ...props
}: Omit<TextFieldProps, 'type' | 'inputmode' | 'after'> & { zone?: string }) {
  const view = useView()
  const t = useText()
  return (
    <TextField
      width="medium"
      {...props}
      type="datetime-local"
      help={
        <>
          {props.help} {t('components.moment.zone', { zone: zoneName(zone ?? view.timeZone) })}
        </>
      }
    />
  )
}
