import type { ComponentChildren } from 'preact'
import type { IconName } from '../../src/platform/presentation/icons.ts'
import { Icon } from './icon.tsx'

export interface EmptyStateProps {
  title: string
  icon?: IconName
  /** What will stand here. */
  children?: ComponentChildren
  /** The first step. */
  action?: ComponentChildren
}

export function EmptyState({ title, icon, children, action }: EmptyStateProps) {
  return (
    <div class="empty-state">
      {icon && <Icon name={icon} size={32} />}
      <p class="empty-state-title">{title}</p>
      {children && <div class="empty-state-words">{children}</div>}
      {action}
    </div>
  )
}
