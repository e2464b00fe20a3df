import { formatShortNumber } from '../../../src/platform/presentation/numbers.ts'
import { useView } from '../../view-context.tsx'

export interface SparklineProps {
  /** The newest last. */
  values: number[]
  /** What it shows; without it, its first, last, lowest and highest number are said. */
  label?: string
}

const width = 96
const height = 24
const edge = 3

/** A line the size of a word, for a cell of a table: how something went, not how much it was. */
export function Sparkline({ values, label }: SparklineProps) {
  const { locale, t } = useView()
  const [first = 0] = values
  const last = values.at(-1) ?? 0
  const low = Math.min(...values)
  const high = Math.max(...values)
  const say = (value: number) => formatShortNumber(value, locale)
  const x = (index: number) =>
    round(edge + (values.length > 1 ? index / (values.length - 1) : 1) * (width - 2 * edge))
  const y = (value: number) =>
    round(edge + (high > low ? 1 - (value - low) / (high - low) : 0.5) * (height - 2 * edge))
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={
        label ??
        t('components.chart.sparkline', {
          first: say(first),
          last: say(last),
          low: say(low),
          high: say(high),
        })
      }
    >
      <path d={values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('')} />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" />
    </svg>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
