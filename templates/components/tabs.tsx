import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

export interface Tab {
  label: string
  href: string
  current?: boolean
  /** How many there are behind it. */
  count?: number
}

export interface TabsProps {
  label: string
  items: Tab[]
}

/** So many stand below each other on a phone without pushing away what they lead to. */
const fewTabs = 3

/**
 * Parts of one thing, each with an address of its own: links, not a widget. Where there is no room for many of them,
 * the one that is open stands there and the others behind it; nothing is cut off or has to be pushed aside.
 */
export function Tabs({ label, items }: TabsProps) {
  const t = useText()
  const many = items.length > fewTabs
  const current = items.find((tab) => tab.current)
  const links = (look: string | undefined) =>
    items.map((tab) => (
      <li key={tab.href}>
        <a class={look} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span class="tab-count">{tab.count}</span>}
        </a>
      </li>
    ))
  // Many stand there twice, in a row and behind a button. One of them is always display: none.
  return (
    <nav class="tabs" aria-label={label} data-many={many ? '' : undefined}>
      <ul class="tabs-row">{links(undefined)}</ul>
      {many && (
        <details class="menu tabs-menu" data-menu>
          <summary>
            {current ? (
              <>
                <span class="visually-hidden">{label}: </span>
                <span class="tabs-open">{current.label}</span>
              </>
            ) : (
              <span class="tabs-open">{label}</span>
            )}
            <span class="tabs-more">{t('components.tabs.all', { count: items.length })}</span>
            <Icon name="chevronDown" size={20} />
          </summary>
          <ul class="menu-panel">{links('menu-item')}</ul>
        </details>
      )}
    </nav>
  )
}
