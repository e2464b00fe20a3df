import type { ComponentChildren } from 'preact'
import { formatLimit } from '../../src/platform/presentation/numbers.ts'
import { useText, useView } from '../view-context.tsx'
import { describedBy, Field, FieldError, FieldHelp, type FieldTextProps, OptionalMark } from './field.tsx'
import { asList, asText, pointerOf, useField } from './form-context.tsx'
import { Icon } from './icon.tsx'

export interface NamedFieldProps extends FieldTextProps {
  name: string
  /** Shown while the form has no value of its own under this name. */
  value?: string | number | boolean | null | undefined
  disabled?: boolean
}

export interface TextFieldProps extends NamedFieldProps {
  type?: 'text' | 'search' | 'tel' | 'url' | 'email' | 'date' | 'time' | 'datetime-local'
  /** Which of the person's own data this is: `given-name`, `email`, `one-time-code` … */
  autocomplete?: string
  inputmode?: 'text' | 'email' | 'numeric' | 'decimal' | 'tel' | 'url' | 'search'
  autocapitalize?: 'none' | 'words' | 'sentences' | 'characters'
  spellcheck?: boolean
  maxlength?: number
  /** As wide as what is typed: a postcode is not as long as a street. */
  width?: 'short' | 'medium' | 'full'
  placeholder?: string
  readonly?: boolean
  /** Not filled again after a refusal: what was typed is used up. */
  forgets?: boolean
  /** Words or signs inside the frame: a currency before, a unit after. */
  before?: ComponentChildren
  after?: ComponentChildren
}

export function TextField({
  name,
  label,
  help,
  optional,
  value,
  type = 'text',
  width = 'full',
  before,
  after,
  disabled,
  forgets,
  ...attributes
}: TextFieldProps) {
  const field = useField(name)
  const input = (
    <input
      class={`input input-${width}`}
      id={field.id}
      name={name}
      // The typings want one branch a type; all of these are one line of text to us.
      type={type as 'text'}
      value={asText(forgets ? undefined : (field.value ?? value))}
      required={!optional}
      disabled={disabled}
      aria-invalid={field.issues.length > 0 ? 'true' : undefined}
      aria-describedby={describedBy(field.id, help, field.issues)}
      {...attributes}
    />
  )
  return (
    <Field id={field.id} label={label} help={help} optional={optional} issues={field.issues}>
      {before || after ? (
        <div class={`affixed input-${width}`}>
          {before && <span class="affix">{before}</span>}
          {input}
          {after && <span class="affix">{after}</span>}
        </div>
      ) : (
        input
      )}
    </Field>
  )
}

export function EmailField(props: Omit<TextFieldProps, 'type'>) {
  return (
    <TextField
      autocomplete="email"
      autocapitalize="none"
      spellcheck={false}
      {...props}
      type="email"
      inputmode="email"
    />
  )
}

/** A day, as the browser lets people write it; posted as YYYY-MM-DD. */
export function DateField(props: Omit<TextFieldProps, 'type' | 'inputmode'>) {
  return <TextField width="medium" {...props} type="date" />
}

export interface PasswordFieldProps extends FieldTextProps {
  name: string
  /** `current-password` to sign in, `new-password` to choose one: password managers need to know. */
  autocomplete?: 'current-password' | 'new-password'
  maxlength?: number
}

/** Never filled again, whatever the form remembers. The button that shows it appears where scripts run. */
export function PasswordField({
  name,
  label,
  help,
  optional,
  autocomplete = 'current-password',
  maxlength,
}: PasswordFieldProps) {
  const field = useField(name)
  const t = useText()
  return (
    <Field id={field.id} label={label} help={help} optional={optional} issues={field.issues}>
      <div class="affixed">
        <input
          class="input"
          id={field.id}
          name={name}
          type="password"
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          maxlength={maxlength}
          required={!optional}
          aria-invalid={field.issues.length > 0 ? 'true' : undefined}
          aria-describedby={describedBy(field.id, help, field.issues)}
        />
        <button
          type="button"
          class="affix affix-button"
          hidden
          aria-controls={field.id}
          aria-label={t('layout.form.showPassword')}
          data-reveal
          data-hide-label={t('layout.form.hidePassword')}
          data-hide={t('layout.form.hide')}
        >
          {t('layout.form.show')}
        </button>
      </div>
    </Field>
  )
}

export interface TextAreaProps extends NamedFieldProps {
  rows?: number
  /** Said under the field; where scripts run, with how much of it is used. */
  maxlength?: number
  autocomplete?: string
  spellcheck?: boolean
}

export function TextArea({
  name,
  label,
  help,
  optional,
  value,
  rows = 5,
  disabled,
  ...attributes
}: TextAreaProps) {
  const t = useText()
  const field = useField(name)
  return (
    <Field id={field.id} label={label} help={help} optional={optional} issues={field.issues}>
      <textarea
        class="input textarea"
        id={field.id}
        name={name}
        rows={rows}
        value={asText(field.value ?? value)}
        required={!optional}
        disabled={disabled}
        aria-invalid={field.issues.length > 0 ? 'true' : undefined}
        aria-describedby={describedBy(field.id, help, field.issues)}
        data-count={attributes.maxlength && `${field.id}-count`}
        {...attributes}
      />
      {attributes.maxlength !== undefined && (
        <p class="field-count" id={`${field.id}-count`}>
          {t('components.atMost', { count: attributes.maxlength })}
        </p>
      )}
    </Field>
  )
}

export interface FileFieldProps extends NamedFieldProps {
  /** Media types offered in the browser's own dialog; the server judges by content. */
  accept: readonly string[]
  /** What people know the types as: "PDF or JPEG". */
  types?: string
  mostBytes?: number
  multiple?: boolean
}

export function FileField({
  name,
  label,
  help,
  optional,
  accept,
  types,
  mostBytes,
  multiple,
}: FileFieldProps) {
  const field = useField(name)
  const { t, locale } = useView()
  const limits = [
    types,
    mostBytes !== undefined && t('components.file.most', { size: formatLimit(mostBytes, locale) }),
  ].filter(Boolean)
  const about =
    limits.length > 0 ? (
      <>
        {help} {limits.join(', ')}
      </>
    ) : (
      help
    )
  return (
    <Field id={field.id} label={label} help={about} optional={optional} issues={field.issues}>
      <input
        class="input input-file"
        id={field.id}
        name={name}
        type="file"
        accept={accept.join(',')}
        multiple={multiple}
        required={!optional}
        aria-describedby={describedBy(field.id, about, field.issues)}
      />
    </Field>
  )
}

export interface Option {
  value: string
  label: string
  /** One line under the words; radio and checkbox groups show it. */
  help?: string
  disabled?: boolean
  /** Further questions that this answer brings; radio and checkbox groups show them under it, once it is chosen. */
  reveal?: ComponentChildren
  /** Options of one group stand after each other; a list to choose from shows its name above them. */
  group?: string
}

export interface SelectFieldProps extends NamedFieldProps {
  options: Option[]
  /** First line that chooses nothing: "Choose a language". */
  prompt?: string
  autocomplete?: string
  width?: 'short' | 'medium' | 'full'
}

export function SelectField({
  name,
  label,
  help,
  optional,
  value,
  options,
  prompt,
  autocomplete,
  width = 'full',
  disabled,
}: SelectFieldProps) {
  const field = useField(name)
  const chosen = asText(field.value ?? value)
  return (
    <Field id={field.id} label={label} help={help} optional={optional} issues={field.issues}>
      <div class={`select input-${width}`}>
        <select
          class="input"
          id={field.id}
          name={name}
          autocomplete={autocomplete}
          required={!optional}
          disabled={disabled}
          aria-invalid={field.issues.length > 0 ? 'true' : undefined}
          aria-describedby={describedBy(field.id, help, field.issues)}
        >
          {(prompt !== undefined || optional) && (
            <option value="" selected={chosen === ''}>
              {prompt ?? ''}
            </option>
          )}
          {groupsOf(options).map(({ group, options: inside }) => {
            const drawn = inside.map((option) => (
              <option
                key={option.value}
                value={option.value === option.label ? undefined : option.value}
                selected={option.value === chosen}
                disabled={option.disabled}
              >
                {option.label}
              </option>
            ))
            return group === undefined ? (
              drawn
            ) : (
              <optgroup key={group} label={group}>
                {drawn}
              </optgroup>
            )
          })}
        </select>
        <Icon name="chevronDown" size={20} />
      </div>
    </Field>
  )
}

function groupsOf(options: Option[]): Array<{ group: string | undefined; options: Option[] }> {
  const groups: Array<{ group: string | undefined; options: Option[] }> = []
  for (const option of options) {
    const last = groups.at(-1)
    if (last && last.group === option.group) last.options.push(option)
    else groups.push({ group: option.group, options: [option] })
  }
  return groups
}

export interface CheckboxFieldProps extends NamedFieldProps {
  /** What is posted when it is ticked. */
  checkedValue?: string
  /** A single box is a yes that may stay unsaid; say so where it may not. */
  required?: boolean
}

export function CheckboxField({
  name,
  label,
  help,
  value,
  checkedValue = 'true',
  required,
  disabled,
}: CheckboxFieldProps) {
  const field = useField(name)
  const now = field.value ?? value
  return (
    <div class={field.issues.length > 0 ? 'field field-wrong' : 'field'}>
      <FieldError id={field.id} issues={field.issues} />
      <label class="choice">
        <input
          type="checkbox"
          id={field.id}
          name={name}
          value={checkedValue}
          checked={now === true || now === 'on' || asText(now) === checkedValue}
          required={required}
          disabled={disabled}
          aria-invalid={field.issues.length > 0 ? 'true' : undefined}
          aria-describedby={describedBy(field.id, help, field.issues)}
        />
        <span>
          <span class="choice-label">{label}</span>
        </span>
      </label>
      {help && (
        <div class="field-help choice-help" id={`${field.id}-help`}>
          {help}
        </div>
      )}
    </div>
  )
}

export interface ChoiceGroupProps extends FieldTextProps {
  name: string
  options: Option[]
  disabled?: boolean
}

interface ChoicesProps extends ChoiceGroupProps {
  before?: ComponentChildren
  type: 'radio' | 'checkbox'
  chosen: (value: unknown) => string[]
}

function Choices({ type, name, label, help, optional, options, disabled, before, chosen }: ChoicesProps) {
  const field = useField(name)
  const picked = chosen(field.value)
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
      {before}
      <div class="choices">
        {options.map((option, index) => {
          // The first keeps the field's own id: the error summary leads there.
          const id = index === 0 ? field.id : `${field.id}-${index + 1}`
          const choice = (
            <label class="choice" key={option.value}>
              <input
                // The typings want one branch a type; all of these are one line of text to us.
                type={type as 'text'}
                id={id}
                name={name}
                value={option.value}
                checked={picked.includes(option.value)}
                required={type === 'radio' && !optional}
                disabled={option.disabled}
                aria-invalid={type === 'checkbox' && field.issues.length > 0 ? 'true' : undefined}
                aria-describedby={option.help ? `${id}-about` : undefined}
              />
              <span>
                <span class="choice-label">{option.label}</span>
                {option.help && (
                  <span class="choice-about" id={`${id}-about`}>
                    {option.help}
                  </span>
                )}
              </span>
            </label>
          )
          if (!option.reveal) return choice
          return (
            <div class="choice-with-more" key={option.value}>
              {choice}
              <div class="choice-reveal">{option.reveal}</div>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

export interface RadioGroupProps extends ChoiceGroupProps {
  value?: string | null | undefined
}

export function RadioGroup({ value, ...props }: RadioGroupProps) {
  return <Choices {...props} type="radio" chosen={(typed) => asList(typed ?? value)} />
}

export interface CheckboxGroupProps extends ChoiceGroupProps {
  value?: string[] | undefined
  /** Between the words and the boxes. */
  before?: ComponentChildren
}

/** Several boxes posted under one name. */
export function CheckboxGroup({ value, ...props }: CheckboxGroupProps) {
  return <Choices {...props} type="checkbox" chosen={(typed) => asList(typed ?? value)} />
}

export function HiddenField({ name, value }: { name: string; value?: string | number | null | undefined }) {
  const field = useField(name)
  return <input type="hidden" name={name} value={asText(value ?? field.value)} />
}

export interface FieldsetProps {
  legend: ComponentChildren
  help?: ComponentChildren
  /** Set where something can be wrong with all of them together: it is said here, and the error summary leads here. */
  name?: string
  children: ComponentChildren
}

/** Fields that belong together, under one heading. */
export function Fieldset({ legend, help, name, children }: FieldsetProps) {
  const { id } = useField(name ?? '')
  return (
    <fieldset class="fieldset" {...(name !== undefined && { id, tabIndex: -1 })}>
      <legend class="fieldset-legend">{legend}</legend>
      {help && <p class="field-help">{help}</p>}
      {name !== undefined && <WholeError name={name} />}
      {children}
    </fieldset>
  )
}

Fieldset.labelsOf = ({ name, legend }: FieldsetProps) =>
  name !== undefined && typeof legend === 'string' ? { [name]: legend } : {}

/** What is wrong with one of the fields stands at that one. */
function WholeError({ name }: { name: string }) {
  const { id, issues } = useField(name)
  return <FieldError id={id} issues={issues.filter(({ pointer }) => pointer === pointerOf(name))} />
}

/** Two or three short fields beside each other where there is room. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="field-row">{children}</div>
}
