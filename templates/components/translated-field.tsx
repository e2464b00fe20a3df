import type { VNode } from 'preact'
import { useText } from '../view-context.tsx'
import { describedBy, FieldError, FieldHelp, type FieldTextProps, OptionalMark } from './field.tsx'
import { asText, useField } from './form-context.tsx'

export interface TranslatedFieldProps extends FieldTextProps {
  /** Each language is posted as `name.<language>`. */
  name: string
  /** The languages of the installation, the one that stands in for the others first, each in its own words. */
  languages: ReadonlyArray<{ code: string; name: string }>
  value?: Readonly<Record<string, string>> | undefined
  /** More than a line. */
  long?: boolean
  maxlength?: number
}

/** One text in each language of the installation. */
export function TranslatedField({
  name,
  label,
  help,
  optional,
  languages,
  value,
  long,
  maxlength,
}: TranslatedFieldProps): VNode {
  const field = useField(name)
  const t = useText()
  const typed = (field.value ?? value ?? {}) as Record<string, unknown>
  // What programs have written in languages that the portal does not speak goes along, or saving would erase it.
  const others = Object.keys(typed).filter(
    (code) => code !== 'v' && !languages.some((language) => language.code === code),
  )
  return (
    <fieldset
      class={field.issues.length > 0 ? 'field field-wrong' : 'field'}
      // Where the summary leads for what is wrong with all of them; what is wrong with one leads to that one.
      id={field.id}
      tabIndex={-1}
      aria-describedby={describedBy(field.id, help, field.issues)}
    >
      <legend class="field-label">
        {label}
        <OptionalMark optional={optional} />
      </legend>
      <FieldHelp id={field.id}>{help}</FieldHelp>
      <FieldError id={field.id} issues={field.issues} />
      <div class="languages">
        {languages.map(({ code, name: language }, index) => {
          const attributes = {
            class: long ? 'input textarea' : 'input',
            id: `${field.id}-${code}`,
            name: `${name}.${code}`,
            lang: code,
            maxlength,
            required: !optional && index === 0,
            'aria-invalid': field.issues.some(({ pointer }) => pointer.endsWith(`/${code}`))
              ? ('true' as const)
              : undefined,
          }
          return (
            <div key={code} class="language">
              <label class="language-name" for={attributes.id}>
                <span lang={code}>{language}</span>
                {index > 0 && <span class="field-optional"> ({t('components.translated.otherwise')})</span>}
              </label>
              {long ? (
                <textarea {...attributes} rows={3} value={asText(typed[code])} />
              ) : (
                <input {...attributes} type="text" value={asText(typed[code])} />
              )}
            </div>
          )
        })}
      </div>
      {others.map((code) => (
        <input key={code} type="hidden" name={`${name}.${code}`} value={asText(typed[code])} />
      ))}
    </fieldset>
  )
}

TranslatedField.labelsOf = ({ name, label, languages }: TranslatedFieldProps) =>
  Object.fromEntries(
    languages.map(({ code, name: language }) => [`${name}.${code}`, `${label} (${language})`]),
  )
