import type { ComponentChildren } from 'preact'
import type { IconName } from '../../src/platform/presentation/icons.ts'
import { Icon } from './icon.tsx'

export interface MenuProps {
  /** Words of its button; only heard where `icon` stands for them. */
  label: string
  icon?: IconName
  children: ComponentChildren
}

/** Further actions behind a button: a `<details>` that opens without a script. */
export function Menu({ label, icon, children }: MenuProps) {
  return (
    <details class="menu action-menu" data-menu>
      <summary
        class={icon ? 'button button-quiet button-square' : 'button button-secondary'}
        aria-label={icon && label}
      >
        {icon ? (
          <Icon name={icon} size={20} />
        ) : (
          <>
            {label}
            <Icon name="chevronDown" size={20} />
          </>
        )}
      </summary>
      <div class="menu-panel">{children}</div>
    </details>
  )
}

export interface MenuLinkProps {
  href: string
  icon?: IconName
  danger?: boolean
  children: ComponentChildren
}

export function MenuLink({ href, icon, danger, children }: MenuLinkProps) {
  return (
    <a class={danger ? 'menu-item menu-item-danger' : 'menu-item'} href={href}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </a>
  )
}

export interface MenuActionProps {
  action: string
  idempotencyKey?: string
  icon?: IconName
  danger?: boolean
  children: ComponentChildren
}

/** One line that does something at once, and can be undone. */
export function MenuAction({ action, idempotencyKey, icon, danger, children }: MenuActionProps) {
  return (
    <form method="post" action={action}>
      {idempotencyKey && <input type="hidden" name="_key" value={idempotencyKey} />}
      <button type="submit" class={danger ? 'menu-item menu-item-danger' : 'menu-item'}>
        {icon && <Icon name={icon} size={20} />}
        {children}
      </button>
    </form>
  )
}
