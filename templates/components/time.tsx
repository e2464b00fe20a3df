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

/** A day without a time, as it stands on a paper: the same in every zone. */
export function Day({ value }: { value: string }) {
  const { locale } = useView()
  return <time dateTime={value}>{formatTime(value, { locale, timeZone: 'UTC' }, 'date')}</time>
}
