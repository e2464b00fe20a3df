import type { ComponentChildren } from 'preact'

export interface SectionProps {
  title: ComponentChildren
  id?: string
  description?: ComponentChildren
  /** A secondary action of this section. */
  action?: ComponentChildren
  children: ComponentChildren
}

export function Section({ title, id, description, action, children }: SectionProps) {
  return (
    <section class="section" id={id} aria-labelledby={id && `${id}-title`}>
      <div class="section-head">
        <div>
          <h2 id={id && `${id}-title`}>{title}</h2>
          {description && <p class="section-description">{description}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
