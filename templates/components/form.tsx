import type { ComponentChildren } from 'preact'
import type { FormState, Issue } from '../../src/platform/presentation/view.ts'
import { useText } from '../view-context.tsx'
import { Button, type ButtonProps } from './button.tsx'
import { FormContext, fieldId, firstOfEach, nameOf } from './form-context.tsx'
import { Icon } from './icon.tsx'
import { labelsIn } from './labels.ts'

export {
  CheckboxField,
  type CheckboxFieldProps,
  CheckboxGroup,
  type CheckboxGroupProps,
  DateField,
  EmailField,
  FieldRow,
  Fieldset,
  FileField,
  type FileFieldProps,
  HiddenField,
  type Option,
  PasswordField,
  type PasswordFieldProps,
  RadioGroup,
  type RadioGroupProps,
  SelectField,
  type SelectFieldProps,
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from './fields.tsx'

export interface FormProps {
  action: string
  /** Values, issues and idempotency key. A form that only asks (`method="get"`) may do without. */
  state?: FormState
  method?: 'post' | 'get'
  /** Prefix of the ids inside; name it where a page has more than one form. */
  id?: string
  /** Set for uploads. */
  multipart?: boolean
  /** A question asked before it is sent, where scripts run. What cannot be undone deserves its own page. */
  confirm?: string
  children: ComponentChildren
}

/** The browser's own validation stays off: it speaks its own language and tells one mistake at a time. */
export function Form({
  action,
  state,
  method = 'post',
  id = 'form',
  multipart,
  confirm,
  children,
}: FormProps) {
  const t = useText()
  return (
    <form
      class="form"
      id={id}
      action={action}
      method={method}
      encType={multipart ? 'multipart/form-data' : undefined}
      noValidate
      data-confirm={confirm}
      data-cancel={confirm && t('layout.cancel')}
    >
      {state && state.issues.length > 0 && (
        <ErrorSummary formId={id} issues={state.issues} labels={labelsIn(children, t)} />
      )}
      {method === 'post' && state && <input type="hidden" name="_key" value={state.idempotencyKey} />}
      <FormContext.Provider value={{ id, state }}>{children}</FormContext.Provider>
    </form>
  )
}

/** What was wrong with a form whose fields stand further down: one that only a script shows. */
export function ErrorList({ state, id = 'passkey-form' }: { state: FormState; id?: string }) {
  return state.issues.length > 0 ? (
    <ErrorSummary formId={id} issues={state.issues} labels={new Map()} />
  ) : null
}

interface ErrorSummaryProps {
  formId: string
  issues: Issue[]
  labels: ReadonlyMap<string, string>
}

function ErrorSummary({ formId, issues, labels }: ErrorSummaryProps) {
  const t = useText()
  const titleId = `${formId}-errors`
  // What is wrong with the whole says so itself; only answers are counted.
  const whole = issues.filter(({ pointer }) => pointer === '')
  const order = [...labels.keys()]
  const placeOf = ({ pointer }: Issue) => order.indexOf(fieldOf(pointer, labels) ?? '') >>> 0
  const answers = firstOfEach(issues)
    .filter(({ pointer }) => pointer !== '')
    .sort((a, b) => placeOf(a) - placeOf(b))
  return (
    <div class="error-summary" role="alert" aria-labelledby={titleId} tabIndex={-1} data-error-summary>
      <h2 class="error-summary-title" id={titleId}>
        <Icon name="error" />
        {whole.length > 0
          ? whole.map(({ message }) => message).join(' ')
          : t('layout.form.errors', { count: answers.length })}
      </h2>
      {answers.length > 0 && (
        <ul>
          {answers.map(({ pointer, message }) => {
            const name = fieldOf(pointer, labels)
            if (name === undefined) return <li key={pointer}>{message}</li>
            return (
              <li key={pointer}>
                <a href={`#${fieldId(formId, name)}`}>
                  {t('layout.form.issue', { label: labels.get(name) ?? '', message })}
                </a>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

/** `/roles/0` is one tick of the field `roles`, which is where the link must lead: the nearest that holds it. */
function fieldOf(pointer: string, labels: ReadonlyMap<string, string>): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (labels.has(nameOf(at))) return nameOf(at)
  return undefined
}

/** The primary action, at the end of the form. */
export function SubmitButton(props: Omit<ButtonProps, 'type'>) {
  return <Button variant="primary" {...props} type="submit" />
}

/** The end of a form: the primary action first, then the way out. */
export function FormActions({ children }: { children: ComponentChildren }) {
  return <div class="form-actions">{children}</div>
}
