import type { ComponentChildren } from 'preact'
import type { TimeShown } from '../../src/platform/presentation/dates.ts'
import type { IconName } from '../../src/platform/presentation/icons.ts'
import type { Tone } from './badge.tsx'
import { Icon } from './icon.tsx'
import { Time } from './time.tsx'

export interface Happening {
  key: string
  at: Date | string
  /** What happened, in a sentence with who did it. */
  text: ComponentChildren
  icon?: IconName
  tone?: Tone
  /** What was written then: a remark, a reason. */
  children?: ComponentChildren
}

export interface TimelineProps {
  label: string
  items: Happening[]
  shown?: TimeShown
}

/** The history of a thing, the newest first. */
export function Timeline({ label, items, shown }: TimelineProps) {
  return (
    <ol class="timeline" aria-label={label}>
      {items.map(({ key, at, text, icon = 'clock', tone = 'neutral', children }) => (
        <li key={key} class="happening">
          <span class={`happening-mark tone-${tone}`}>
            <Icon name={icon} size={16} />
          </span>
          <div class="happening-words">
            <p>{text}</p>
            <p class="happening-time">
              <Time value={at} shown={shown} />
            </p>
            {children && <div class="happening-body">{children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
