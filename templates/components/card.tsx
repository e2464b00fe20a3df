import type { ComponentChildren } from 'preact'
import type { IconName } from '../../src/platform/presentation/icons.ts'
import { Icon } from './icon.tsx'

export interface CardProps {
  title?: ComponentChildren
  /** Makes the title a link and the whole card its target. */
  href?: string
  icon?: IconName
  badge?: ComponentChildren
  /** Level of the title: 2 on a home page, 3 inside a section. */
  level?: 2 | 3
  /** Actions or a note at the lower edge. */
  footer?: ComponentChildren
  children?: ComponentChildren
}

export function Card({ title, href, icon, badge, level = 2, footer, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div class={href ? 'card card-link' : 'card'}>
      {title && (
        <div class="card-head">
          {icon && <Icon name={icon} />}
          <Heading class="card-title">{href ? <a href={href}>{title}</a> : title}</Heading>
          {badge}
        </div>
      )}
      {children && <div class="card-body">{children}</div>}
      {footer && <div class="card-footer">{footer}</div>}
    </div>
  )
}

/** Cards beside each other, as many as fit. */
export function CardGrid({ children }: { children: ComponentChildren }) {
  return <div class="card-grid">{children}</div>
}
