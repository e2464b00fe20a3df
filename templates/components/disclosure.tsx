import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export interface DisclosureProps {
  summary: ComponentChildren
  open?: boolean
  children: ComponentChildren
}

/** More, for those who want it. */
export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details class="disclosure" open={open}>
      <summary>
        <Icon name="chevronEnd" size={20} />
        {summary}
      </summary>
      <div class="disclosure-body">{children}</div>
    </details>
  )
}
