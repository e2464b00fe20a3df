import { formatTime, type TimeShown } from '../../src/platform/presentation/dates.ts'
import { useView } from '../view-context.tsx'

export interface TimeProps {
  value: Date | string
  shown?: TimeShown
}

/** A moment, in the reader's zone and words. */
export function Time({ value, shown = 'dateTime' }: TimeProps) {
  const view = useView()
  return <time dateTime={new Date(value).toISOString()}>{formatTime(value, view, shown)}</time>
}
