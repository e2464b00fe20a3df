import { formatTime, type TimeShown } from '../../src/platform/presentation/dates.ts'
import { useView } from '../view-context.tsx'

export interface TimeProps {
  value: Date | string
  shown?: TimeShown
  /** Where a moment is told to whoever is not signed in, with the name of the zone; others read it in their own. */
  zone?: string
}

/** A moment, in the reader's zone and words. */
export function Time({ value, shown = 'dateTime', zone }: TimeProps) {
  const { locale, timeZone, reader } = useView()
  const words =
    zone !== undefined && reader === null
      ? formatTime(value, { locale, timeZone: zone }, 'zoned')
      : formatTime(value, { locale, timeZone }, shown)
  return <time dateTime={new Date(value).toISOString()}>{words}</time>
}

/** A day without a time, as it stands on a paper: the same in every zone. */
export function Day({ value }: { value: string }) {
  const { locale } = useView()
  return <time dateTime={value}>{formatTime(value, { locale, timeZone: 'UTC' }, 'date')}</time>
}
