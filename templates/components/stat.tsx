import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export interface StatProps {
  label: string
  value: ComponentChildren
  /** How it moved, in words: "12 more than last month". */
  change?: { text: string; direction: 'up' | 'down' | 'level' }
  /** A `<Sparkline>`. */
  picture?: ComponentChildren
  href?: string
}

const directions = { up: 'arrowUp', down: 'arrowDown', level: 'arrowEnd' } as const

/** One number that matters. Whether up is good is for the words to say: the arrow only says where it went. */
export function Stat({ label, value, change, picture, href }: StatProps) {
  return (
    <div class={href ? 'stat card-link' : 'stat'}>
      <p class="stat-label card-title">{href ? <a href={href}>{label}</a> : label}</p>
      <p class="stat-value">{value}</p>
      {(change || picture) && (
        <div class="stat-foot">
          {change && (
            <span class="stat-change">
              <Icon name={directions[change.direction]} size={16} />
              {change.text}
            </span>
          )}
          {picture}
        </div>
      )}
    </div>
  )
}

export function StatRow({ children }: { children: ComponentChildren }) {
  return <div class="stats">{children}</div>
}
