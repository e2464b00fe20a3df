import { useText } from '../view-context.tsx'

export interface ProgressProps {
  label: string
  /** Left out while nobody knows how far it is. */
  value?: number | undefined
  max?: number | undefined
  /** What the numbers mean: "12 of 40 lessons". Without it, "12 of 40". */
  text?: string
}

function useProgressText({ value = 0, max = 100, text }: ProgressProps): string {
  const t = useText()
  return text ?? t('layout.progress', { value, max })
}

export function Progress(props: ProgressProps) {
  const { label, value, max = 100 } = props
  const text = useProgressText(props)
  return (
    <div class="progress">
      <div class="progress-words">
        <span>{label}</span>
        <span class="progress-text">{text}</span>
      </div>
      <progress value={value} max={max} aria-label={label}>
        {text}
      </progress>
    </div>
  )
}

/** The same in little room: a ring with its words beside it. */
export function ProgressRing(props: ProgressProps) {
  const { label, value = 0, max = 100 } = props
  const text = useProgressText(props)
  const share = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0
  return (
    <div class="ring">
      <svg viewBox="0 0 36 36" width="40" height="40" aria-hidden="true">
        <circle class="ring-track" cx="18" cy="18" r="15" />
        {share > 0 && (
          <circle
            class="ring-value"
            cx="18"
            cy="18"
            r="15"
            pathLength="100"
            stroke-dasharray={`${share.toFixed(1)} 100`}
            transform="rotate(-90 18 18)"
          />
        )}
      </svg>
      <span>
        <span class="ring-label">{label}</span> <span class="progress-text">{text}</span>
      </span>
    </div>
  )
}
