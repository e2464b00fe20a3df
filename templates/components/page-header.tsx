import type { ComponentChildren } from 'preact'
import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

export interface Crumb {
  label: string
  href: string
}

export interface PageHeaderProps {
  title: ComponentChildren
  /** A `<Badge>` with the state of what the page shows. */
  badge?: ComponentChildren
  /** One line under the title. */
  lead?: ComponentChildren
  /** The one primary action, and at most a few quiet ones. */
  actions?: ComponentChildren
  /** The way here, without the page itself. On phones only the last one stays. */
  breadcrumbs?: Crumb[]
}

export function PageHeader({ title, badge, lead, actions, breadcrumbs = [] }: PageHeaderProps) {
  return (
    <header class="page-header">
      {breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
      <div class="page-header-row">
        <div class="page-header-words">
          <div class="page-header-title">
            <h1>{title}</h1>
            {badge}
          </div>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {actions && <div class="button-group">{actions}</div>}
      </div>
    </header>
  )
}

export function Breadcrumbs({ items }: { items: Crumb[] }) {
  const t = useText()
  return (
    <nav class="breadcrumbs" aria-label={t('layout.breadcrumbs')}>
      <ol>
        {items.map((crumb) => (
          <li key={crumb.href}>
            <a href={crumb.href}>{crumb.label}</a>
            <Icon name="chevronEnd" size={16} />
          </li>
        ))}
      </ol>
    </nav>
  )
}
