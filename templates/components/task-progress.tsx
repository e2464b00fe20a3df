import type { ComponentChildren } from 'preact'
import { useText } from '../view-context.tsx'
import { Badge, type Tone } from './badge.tsx'
import { Progress } from './progress.tsx'

export interface TaskProgressProps {
  /** What is being done: "Sending the newsletter". */
  title: string
  state: { label: string; tone: Tone }
  /** Null while nobody knows how much there is. */
  done: number
  total: number | null
  /** What the numbers mean: "1,204 of 2,140 mails sent". */
  text: string
  /** About how long it still takes, or when it ended. */
  note?: string
  /** Cancel, download the result. */
  actions?: ComponentChildren
}

/** Long work: how far it is, in words and as a bar, and what can be done meanwhile. */
export function TaskProgress({ title, state, done, total, text, note, actions }: TaskProgressProps) {
  const t = useText()
  return (
    <section class="task" aria-label={t('components.task.label', { title })}>
      <div class="task-head">
        <p class="task-title">{title}</p>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      <Progress
        label={text}
        value={total === null ? undefined : done}
        max={total ?? undefined}
        text={note ?? ''}
      />
      {actions && <div class="button-group">{actions}</div>}
    </section>
  )
}
