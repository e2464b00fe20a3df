import type { ComponentChildren } from 'preact'

import type { Tone } from '../../src/platform/presentation/list.ts'

export type { Tone }

/** Each tone has a shape of its own, for those who do not see its colour. */
const shapes: Record<Tone, string> = {
  neutral: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.75a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5z',
  info: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  progress: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.5v6a3 3 0 0 1 0-6z',
  success: 'M4.8 10.1 1.2 6.6l1.3-1.3 2.2 2.1 4.7-5.5L10.8 3z',
  warning: 'M6 1.2 11.4 10.6H.6z',
  danger: 'M2.6 1.3 6 4.7l3.4-3.4 1.3 1.3L7.3 6l3.4 3.4-1.3 1.3L6 7.3l-3.4 3.4-1.3-1.3L4.7 6 1.3 2.6z',
}

export interface BadgeProps {
  tone?: Tone
  children: ComponentChildren
}

/** A state: colour, shape and word. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return (
    <span class={`badge tone-${tone}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path fill-rule="evenodd" d={shapes[tone]} />
      </svg>
      {children}
    </span>
  )
}
