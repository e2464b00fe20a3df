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

/** Parts of one thing, each with an address of its own: links, not a widget. */
export function Tabs({ label, items }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="tab-count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
