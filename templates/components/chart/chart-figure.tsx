import type { ComponentChildren } from 'preact'
import { useText } from '../../view-context.tsx'
import { Icon } from '../icon.tsx'
import { type Column, Table } from '../table.tsx'
import { WorkshopStyles } from '../workshop-styles.tsx'
import { SeriesBlock, SeriesMark } from './series.tsx'

export interface ChartWords {
  /** What the picture shows: "Members by month". */
  title: string
  /** What it says, in a sentence, for whoever does not see it and for everyone in a hurry. */
  summary?: string
}

export interface ChartTable {
  columns: Column<ChartRow>[]
  rows: ChartRow[]
}

export interface ChartRow {
  label: string
  cells: string[]
}

export interface ChartFigureProps extends ChartWords {
  table: ChartTable
  /** Names of the series, where there are several. */
  legend?: string[]
  legendMarks?: 'lines' | 'bars'
  children: ComponentChildren
}

/** A picture with its words above, and the numbers it was drawn from below. */
export function ChartFigure({
  title,
  summary,
  table,
  legend = [],
  legendMarks = 'lines',
  children,
}: ChartFigureProps) {
  const t = useText()
  return (
    <figure class="chart">
      <WorkshopStyles sheet="charts" />
      <figcaption class="chart-words">
        <p class="chart-title">{title}</p>
        {summary && <p class="chart-summary">{summary}</p>}
      </figcaption>
      {legend.length > 1 && (
        <ul class="chart-legend" aria-label={t('components.chart.legend')}>
          {legend.map((name, index) => (
            <li key={name}>
              {legendMarks === 'lines' ? <SeriesMark index={index} /> : <SeriesBlock index={index} />}
              {name}
            </li>
          ))}
        </ul>
      )}
      {children}
      <details class="disclosure chart-table">
        <summary>
          <Icon name="chevronEnd" size={20} />
          {t('components.chart.table')}
          <span class="visually-hidden">: {title}</span>
        </summary>
        <Table caption={title} columns={table.columns} rows={table.rows} rowKey={({ label }) => label} />
      </details>
    </figure>
  )
}

/** The table of a chart: a row for each label, a column for each series. */
export function chartTable(head: string, series: string[], rows: ChartRow[]): ChartTable {
  return {
    rows,
    columns: [
      { label: head, heading: true, cell: ({ label }) => label },
      ...series.map((name, index) => ({
        label: name,
        numeric: true,
        cell: ({ cells }: ChartRow) => cells[index] ?? '',
      })),
    ],
  }
}
