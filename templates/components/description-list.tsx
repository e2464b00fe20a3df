import type { ComponentChildren } from 'preact'

export interface Description {
  label: string
  value: ComponentChildren
  /** "Change", as a link or an `<ActionForm>`. */
  action?: ComponentChildren
}

/** Names and values below each other: a profile, a summary before sending. */
export function DescriptionList({ items }: { items: Description[] }) {
  return (
    <dl class="descriptions">
      {items.map((item) => (
        <div class="description" key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
          {item.action && <dd class="description-action">{item.action}</dd>}
        </div>
      ))}
    </dl>
  )
}
