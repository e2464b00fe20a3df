// biome-ignore-all lint/a11y/useAriaPropsForRole: a checkbox says itself whether it is on
import { describedBy, FieldError } from './field.tsx'
import type { NamedFieldProps } from './fields.tsx'
import { asText, useField } from './form-context.tsx'

export interface SwitchFieldProps extends NamedFieldProps {
  /** The label is only for readers: heads of a row and a column say the same to the eye. */
  quiet?: boolean
}

/** On or off, kept with the form it stands in. For agreeing to something, use a `CheckboxField`. */
export function SwitchField({ name, label, help, value, disabled, quiet }: SwitchFieldProps) {
  const field = useField(name)
  const now = field.value ?? value
  return (
    <div class={field.issues.length > 0 ? 'field field-wrong' : 'field'}>
      <FieldError id={field.id} issues={field.issues} />
      <label class="choice switch">
        <input
          type="checkbox"
          role="switch"
          id={field.id}
          name={name}
          value="true"
          checked={now === true || now === 'on' || asText(now) === 'true'}
          disabled={disabled}
          aria-describedby={describedBy(field.id, help, field.issues)}
        />
        <span class={quiet ? 'visually-hidden' : 'choice-label'}>{label}</span>
      </label>
      {help && (
        <div class="field-help switch-help" id={`${field.id}-help`}>
          {help}
        </div>
      )}
    </div>
  )
}
