import type { ComponentChildren } from 'preact'

export interface Fact {
  label: string
  value: ComponentChildren
  /** A few words more, small, under the value. */
  note?: ComponentChildren
}

/** The key facts of a thing, in one strip under its title. */
export function Facts({ items }: { items: Fact[] }) {
  return (
    <dl class="facts">
      {items.map((fact) => (
        <div class="fact" key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note && <span class="fact-note">{fact.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
