import type { ComponentChildren, VNode } from 'preact'

/** One kind of component in all its states; pictured on its own in the tests. */
export interface Specimen {
  id: string
  title: string
  /** When to take it. */
  use: string
  draw: () => VNode
}

export function State({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="specimen-state">
      <p class="specimen-name">{name}</p>
      {children}
    </div>
  )
}
