import type { ComponentChildren } from 'preact'

/** Words that carry more weight than those around them: a rule, an example, a quotation from the statutes. */
export function Callout({ title, children }: { title?: string; children: ComponentChildren }) {
  return (
    <aside class="callout" aria-label={title}>
      {title && <p class="callout-title">{title}</p>}
      {children}
    </aside>
  )
}
