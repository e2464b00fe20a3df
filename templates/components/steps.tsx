import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

export interface Step {
  label: string
  /** Where it can be gone to: steps that are done. */
  href?: string
  /** One that may be left out, and was: it is behind the reader, and nothing was done there. */
  isSkipped?: boolean
}

export interface StepsProps {
  items: Step[]
  /** Index of the one that is shown. */
  current: number
}

/** How far a form of several pages has come. On phones only the present step keeps its words. */
export function Steps({ items, current }: StepsProps) {
  const t = useText()
  return (
    <nav class="steps" aria-label={t('components.steps.label')}>
      <p class="steps-count">{t('components.steps.count', { number: current + 1, total: items.length })}</p>
      <ol>
        {items.map(({ label, href, isSkipped = false }, index) => {
          const isDone = index < current && !isSkipped
          return (
            <li
              key={label}
              class={isDone ? 'step step-done' : 'step'}
              aria-current={index === current ? 'step' : undefined}
            >
              <span class="step-mark" aria-hidden="true">
                {isDone ? <Icon name="check" size={16} /> : index + 1}
              </span>
              {href && index !== current ? <a href={href}>{label}</a> : <span>{label}</span>}
              {isDone && <span class="visually-hidden"> ({t('components.steps.done')})</span>}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
