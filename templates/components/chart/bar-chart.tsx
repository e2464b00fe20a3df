import { formatNumber } from '../../../src/platform/presentation/numbers.ts'
import { niceScale, placeOn } from '../../../src/platform/presentation/scale.ts'
import { useView } from '../../view-context.tsx'
import { ChartFigure, type ChartWords, chartTable } from './chart-figure.tsx'
import { type Series, sayOrDash } from './line-chart.tsx'
import { seriesClass } from './series.tsx'

export interface BarChartProps extends ChartWords {
  /** What is compared, one line each. */
  labels: string[]
  labelHead: string
  series: Series[]
  format?: (value: number) => string
}

const thickness = 16
const gap = 4

/** Bars lie, so that names of any length have room beside them; their numbers stand at their ends. */
export function BarChart({ labels, labelHead, series, format, ...words }: BarChartProps) {
  const { locale } = useView()
  const say = format ?? ((value: number) => formatNumber(value, locale))
  const scale = niceScale(series.flatMap(({ values }) => values.filter((value) => value !== null)))
  // The longest bar ends where its number still has room.
  const share = (value: number) => placeOn(scale, value) * 100
  const zero = share(0)
  const height = series.length * (thickness + gap) - gap
  return (
    <ChartFigure
      {...words}
      legend={series.map(({ name }) => name)}
      legendMarks="bars"
      table={chartTable(
        labelHead,
        series.map(({ name }) => name),
        labels.map((label, index) => ({
          label,
          cells: series.map(({ values }) => sayOrDash(values[index], say)),
        })),
      )}
    >
      <div class="bars" aria-hidden="true">
        {labels.map((label, at) => (
          <div class="bar-row" key={label}>
            <span class="bar-label">{label}</span>
            <svg aria-hidden="true" class="bar-area" width="100%" height={height}>
              {series.map(({ name, values }, index) => {
                const value = values[at]
                if (value === null || value === undefined) return null
                const end = share(value)
                const y = index * (thickness + gap)
                return (
                  <rect
                    key={name}
                    class={`${seriesClass(index)} series-bar`}
                    x={percent(Math.min(zero, end))}
                    y={y}
                    width={percent(Math.max(0.4, Math.abs(end - zero)))}
                    height={thickness}
                    rx="2"
                  />
                )
              })}
              <line class="chart-zero" x1={percent(zero)} x2={percent(zero)} y1="0" y2={height} />
            </svg>
            <span class="bar-values">
              {series.map(({ name, values }) => (
                <span key={name}>{sayOrDash(values[at], say)}</span>
              ))}
            </span>
          </div>
        ))}
      </div>
    </ChartFigure>
  )
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
