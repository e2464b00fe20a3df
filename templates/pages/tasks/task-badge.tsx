import type { TaskReply } from '../../../src/modules/tasks/contract.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { useText } from '../../view-context.tsx'

const tones: Record<TaskReply['state'], Tone> = {
  queued: 'neutral',
  running: 'progress',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}

export function TaskBadge({ task: { state, isCancelling, cameToNothing } }: { task: TaskReply }) {
  const t = useText()
  if (isCancelling) return <Badge tone="warning">{t('tasks.states.cancelling')}</Badge>
  if (cameToNothing) return <Badge tone="warning">{t('tasks.states.nothing')}</Badge>
  return <Badge tone={tones[state]}>{t(`tasks.states.${state}`)}</Badge>
}
