import type { ComponentChildren } from 'preact'
import type { IconName } from '../../src/platform/presentation/icons.ts'
import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet'

interface ButtonLook {
  variant?: ButtonVariant
  icon?: IconName
  /** Fills the line: the one action of a narrow card. */
  wide?: boolean
  /** Nothing where an icon with a `label` says it. */
  children?: ComponentChildren
}

function look({ variant = 'secondary', wide }: Pick<ButtonLook, 'variant' | 'wide'>): string {
  return `button button-${variant}${wide ? ' button-wide' : ''}`
}

export interface ButtonProps extends ButtonLook {
  type?: 'submit' | 'button'
  name?: string
  value?: string
  disabled?: boolean
  /** Sends the form of this id, wherever the button stands. */
  form?: string
  formaction?: string
  formmethod?: 'get' | 'post'
  /** What it acts upon, for readers who hear only the button. */
  label?: string
}

export function Button({
  variant,
  icon,
  wide,
  children,
  type = 'button',
  label,
  ...attributes
}: ButtonProps) {
  return (
    <button type={type} class={look({ variant, wide })} aria-label={label} {...attributes}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </button>
  )
}

export interface LinkButtonProps extends ButtonLook {
  href: string
  download?: boolean
  /** Said instead of what stands on it, where several say the same; it begins with those words. */
  label?: string
}

/** Leads somewhere and changes nothing: a link that looks like a button. */
export function LinkButton({ variant, icon, wide, children, href, download, label }: LinkButtonProps) {
  return (
    <a class={look({ variant, wide })} href={href} download={download} aria-label={label}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </a>
  )
}

export interface ActionFormProps extends ButtonLook {
  action: string
  /** Sent hidden, so that a double post acts once. */
  idempotencyKey?: string
  /** Hidden fields. */
  fields?: Record<string, string | number>
  /** A question asked before it is sent, where scripts run. */
  confirm?: string
  disabled?: boolean
  /** What it acts upon, for readers who hear only the button: "Revoke session on iPhone". */
  label?: string
}

/** One button that does one thing. */
export function ActionForm({
  action,
  idempotencyKey,
  fields = {},
  confirm,
  disabled,
  label,
  variant,
  icon,
  wide,
  children,
}: ActionFormProps) {
  const t = useText()
  return (
    <form
      class="action-form"
      method="post"
      action={action}
      data-confirm={confirm}
      data-cancel={confirm && t('layout.cancel')}
    >
      {idempotencyKey && <input type="hidden" name="_key" value={idempotencyKey} />}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={look({ variant, wide })} disabled={disabled} aria-label={label}>
        {icon && <Icon name={icon} size={20} />}
        {children}
      </button>
    </form>
  )
}

/** Buttons beside each other, wrapping where there is no room. */
export function ButtonGroup({ children }: { children: ComponentChildren }) {
  return <div class="button-group">{children}</div>
}
