import { formatShare } from '../../../src/platform/presentation/numbers.ts'
import { useView } from '../../view-context.tsx'
import { ChartFigure, type ChartWords, chartTable } from './chart-figure.tsx'

export interface Cohort {
  /** Those who began together: "January 2026". */
  label: string
  size: number
  /** How many of them were still there, one for each period; null where it has not come yet. */
  kept: Array<number | null>
}

export interface CohortChartProps extends ChartWords {
  labelHead: string
  sizeHead: string
  /** Names of the periods: "Month 1". */
  periods: string[]
  cohorts: Cohort[]
}

const row = 32

/** Who stayed, of those who came together. The darker, the more; each field says its number as well. */
export function CohortChart({ labelHead, sizeHead, periods, cohorts, ...words }: CohortChartProps) {
  const { locale, t } = useView()
  const shares = ({ size, kept }: Cohort) =>
    kept.map((count) => (count === null || size === 0 ? null : count / size))
  const width = 100 / periods.length
  return (
    <ChartFigure
      {...words}
      table={chartTable(
        labelHead,
        [sizeHead, ...periods],
        cohorts.map((cohort) => ({
          label: cohort.label,
          cells: [
            t('components.number', { value: cohort.size }),
            ...shares(cohort).map((share) => (share === null ? '–' : formatShare(share, locale))),
          ],
        })),
      )}
    >
      <div class="cohorts" dir="ltr" aria-hidden="true">
        <div class="cohort-names">
          {cohorts.map(({ label }) => (
            <span key={label}>{label}</span>
          ))}
        </div>
        <svg aria-hidden="true" class="cohort-area" width="100%" height={cohorts.length * row}>
          {cohorts.map((cohort, line) =>
            shares(cohort).map((share, at) =>
              share === null ? null : (
                <g key={`${cohort.label} ${periods[at]}`} class={`cohort cohort-${stepOf(share)}`}>
                  <rect x={`${at * width}%`} y={line * row} width={`${width}%`} height={row} />
                  <text
                    x={`${(at + 0.5) * width}%`}
                    y={line * row + row / 2}
                    dy="0.35em"
                    text-anchor="middle"
                  >
                    {formatShare(share, locale)}
                  </text>
                </g>
              ),
            ),
          )}
        </svg>
        <div class="cohort-periods">
          {periods.map((period) => (
            <span key={period}>{period}</span>
          ))}
        </div>
      </div>
    </ChartFigure>
  )
}

/** Five steps are as many shades as an eye tells apart without a key. */
function stepOf(share: number): number {
  return Math.min(5, Math.floor(share * 5) + 1)
}
