import type { ComponentChildren } from 'preact'
import type { Issue, Translate } from '../../src/platform/presentation/view.ts'
import { useText } from '../view-context.tsx'
import { firstOfEach } from './form-context.tsx'
import { Icon } from './icon.tsx'

export interface FieldTextProps {
  label: ComponentChildren
  help?: ComponentChildren
  /** Being required is the rule; what may stay empty says so. */
  optional?: boolean
}

/** A component of several fields says what each is called, so that the summary of errors can name and link them. */
export interface Labelled {
  labelsOf?: (props: never, t: Translate) => Record<string, string>
}

/** Ids of the texts that belong to a control, for aria-describedby. */
export function describedBy(id: string, help: unknown, issues: Issue[]): string | undefined {
  const ids = [help && `${id}-help`, issues.length > 0 && `${id}-error`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

export function OptionalMark({ optional }: { optional?: boolean | undefined }) {
  const t = useText()
  return optional ? <span class="field-optional"> ({t('layout.form.optional')})</span> : null
}

export function FieldHelp({ id, children }: { id: string; children?: ComponentChildren }) {
  return children ? (
    <div class="field-help" id={`${id}-help`}>
      {children}
    </div>
  ) : null
}

export function FieldError({ id, issues }: { id: string; issues: Issue[] }) {
  const t = useText()
  if (issues.length === 0) return null
  return (
    <div class="field-error" id={`${id}-error`}>
      <Icon name="error" size={20} />
      <div>
        <span class="visually-hidden">{t('layout.form.error')} </span>
        {firstOfEach(issues).map((issue) => (
          <p key={issue.pointer}>{issue.message}</p>
        ))}
      </div>
    </div>
  )
}

export interface FieldProps extends FieldTextProps {
  id: string
  issues: Issue[]
  children: ComponentChildren
}

/** Label above, help below the label, error above the control. */
export function Field({ id, label, help, optional, issues, children }: FieldProps) {
  return (
    <div class={issues.length > 0 ? 'field field-wrong' : 'field'}>
      <label class="field-label" for={id}>
        {label}
        <OptionalMark optional={optional} />
      </label>
      <FieldHelp id={id}>{help}</FieldHelp>
      <FieldError id={id} issues={issues} />
      {children}
    </div>
  )
}
