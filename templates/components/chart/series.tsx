/** How one series differs from the others besides its colour. */
const dashes = ['', '7 4', '2 3', '10 3 2 3', '4 2', '1 4']

const shapes = [
  'M4 0a4 4 0 1 1-8 0 4 4 0 0 1 8 0z',
  'M-3.5-3.5h7v7h-7z',
  'M0-4.5 4.5 3.5h-9z',
  'M0-5 5 0 0 5-5 0z',
  'M-4-2h8v4h-8z',
  'M0 4.5-4.5-3.5h9z',
]

export function seriesClass(index: number): string {
  return `series series-${(index % shapes.length) + 1}`
}

export function dashOf(index: number): string | undefined {
  return dashes[index % dashes.length] || undefined
}

export function shapeOf(index: number): string {
  return shapes[index % shapes.length] as string
}

/** The line and the mark of a series, as they stand in the picture. */
export function SeriesMark({ index }: { index: number }) {
  return (
    <svg class={seriesClass(index)} viewBox="-14 -6 28 12" width="28" height="12" aria-hidden="true">
      <path class="series-line" d="M-14 0h28" stroke-dasharray={dashOf(index)} />
      <path class="series-mark" d={shapeOf(index)} />
    </svg>
  )
}

/** The same for bars, of which every other one is hollow. */
export function SeriesBlock({ index }: { index: number }) {
  return (
    <svg class={seriesClass(index)} viewBox="-1 -1 16 16" width="16" height="16" aria-hidden="true">
      <rect class={`${seriesClass(index)} series-bar`} width="14" height="14" rx="2" />
    </svg>
  )
}
