import { formatNumber, formatShortNumber } from '../../../src/platform/presentation/numbers.ts'
import { fewOf, niceScale, placeOn } from '../../../src/platform/presentation/scale.ts'
import { useView } from '../../view-context.tsx'
import { ChartFigure, type ChartWords, chartTable } from './chart-figure.tsx'
import { dashOf, seriesClass, shapeOf } from './series.tsx'

export interface Series {
  name: string
  /** One for each label; null where there is none, which breaks the line. */
  values: Array<number | null>
}

export interface LineChartProps extends ChartWords {
  /** What stands along the lower edge: days, months. */
  labels: string[]
  /** What the labels are: heads the first column of the table. */
  labelHead: string
  series: Series[]
  /** Numbers of the table; and of the axis, unless `short` says them shorter. */
  format?: (value: number) => string
  short?: (value: number) => string
}

const height = 220
/** Room for half a mark and half a line of words above the highest and below the lowest value. */
const edge = 8
const mostLabels = 6
const mostMarks = 16

/**
 * Change over time. Widths are shares of whatever room there is and words keep their size, so that the same picture is
 * read on a phone and on a wall.
 */
export function LineChart({ labels, labelHead, series, format, short, ...words }: LineChartProps) {
  const { locale } = useView()
  const say = format ?? ((value: number) => formatNumber(value, locale))
  const sayShort = short ?? format ?? ((value: number) => formatShortNumber(value, locale))
  const scale = niceScale(series.flatMap(({ values }) => values.filter((value) => value !== null)))
  const x = (index: number) => (labels.length > 1 ? (index / (labels.length - 1)) * 100 : 50)
  const y = (value: number) => round(edge + (1 - placeOn(scale, value)) * (height - 2 * edge))
  const shown = fewOf(labels.length, mostLabels)
  return (
    <ChartFigure
      {...words}
      legend={series.map(({ name }) => name)}
      table={chartTable(
        labelHead,
        series.map(({ name }) => name),
        labels.map((label, index) => ({
          label,
          cells: series.map(({ values }) => sayOrDash(values[index], say)),
        })),
      )}
    >
      <div class="chart-plot" dir="ltr" aria-hidden="true">
        <div class="chart-axis">
          {/* Widest words first: they make the column as wide as it must be. */}
          {scale.ticks.map((tick) => (
            <span key={tick}>{sayShort(tick)}</span>
          ))}
        </div>
        <svg aria-hidden="true" class="chart-area" width="100%" height={height}>
          {scale.ticks.map((tick) => (
            <line
              key={tick}
              class={tick === 0 ? 'chart-zero' : 'chart-rule'}
              x1="0"
              x2="100%"
              y1={y(tick)}
              y2={y(tick)}
            />
          ))}
          <svg
            aria-hidden="true"
            viewBox={`0 0 100 ${height}`}
            width="100%"
            height={height}
            preserveAspectRatio="none"
            overflow="visible"
          >
            {series.map(({ name, values }, index) => (
              <g key={name} class={seriesClass(index)}>
                <path
                  class="series-line"
                  d={pathOf(values, x, y)}
                  stroke-dasharray={dashOf(index)}
                  vector-effect="non-scaling-stroke"
                />
              </g>
            ))}
          </svg>
          {labels.length <= mostMarks &&
            series.map(({ name, values }, index) => (
              <g key={name} class={seriesClass(index)}>
                {values.map((value, at) =>
                  value === null ? null : (
                    <svg
                      aria-hidden="true"
                      key={labels[at]}
                      x={`${round(x(at))}%`}
                      y={y(value)}
                      overflow="visible"
                    >
                      <path class="series-mark" d={shapeOf(index)} />
                    </svg>
                  ),
                )}
              </g>
            ))}
        </svg>
        <div class="chart-labels">
          {labels
            .filter((_, index) => shown.has(index))
            .map((label) => (
              <span key={label}>{label}</span>
            ))}
        </div>
      </div>
    </ChartFigure>
  )
}

export function sayOrDash(value: number | null | undefined, say: (value: number) => string): string {
  return value === null || value === undefined ? '–' : say(value)
}

function pathOf(
  values: Array<number | null>,
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  let isDrawing = false
  values.forEach((value, index) => {
    if (value === null) {
      isDrawing = false
      return
    }
    path += `${isDrawing ? 'L' : 'M'}${round(x(index))} ${y(value)}`
    isDrawing = true
  })
  return path
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
