import type { ComponentChildren } from 'preact'
import type { Flash as FlashValue } from '../../src/platform/presentation/view.ts'
import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

const tones = { success: 'success', info: 'info', warning: 'warning', error: 'danger' } as const

export interface FlashProps {
  kind: FlashValue['kind']
  /** A button to put it away, where scripts run. */
  dismissible?: boolean
  children: ComponentChildren
}

/** What just happened. For something that stays true while the page is open, use `Notice`. */
export function Flash({ kind, dismissible, children }: FlashProps) {
  const t = useText()
  return (
    <div class={`notice tone-${tones[kind]}`} role={kind === 'error' ? 'alert' : 'status'} data-flash>
      <Icon name={kind} />
      <div class="notice-words">
        <span class="visually-hidden">{t(`layout.flash.${kind}`)} </span>
        {children}
      </div>
      {dismissible && (
        <button type="button" class="notice-close" hidden data-dismiss aria-label={t('layout.dismiss')}>
          <Icon name="close" size={20} />
        </button>
      )}
    </div>
  )
}

export interface NoticeProps {
  kind?: FlashValue['kind']
  title?: string
  children?: ComponentChildren
  action?: ComponentChildren
}

/** A fact about this page that people should read before they go on. */
export function Notice({ kind = 'info', title, children, action }: NoticeProps) {
  const t = useText()
  return (
    <div class={`notice tone-${tones[kind]}`}>
      <Icon name={kind} />
      <div class="notice-words">
        <span class="visually-hidden">{t(`layout.flash.${kind}`)} </span>
        {title && <p class="notice-title">{title}</p>}
        {children}
        {action && <div class="notice-action">{action}</div>}
      </div>
    </div>
  )
}
