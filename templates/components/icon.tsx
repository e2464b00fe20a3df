import type { IconName } from '../../src/platform/presentation/view.ts'

/** Signs that components need beside those of the navigation. */
export type SignName =
  | 'more'
  | 'chevronDown'
  | 'chevronStart'
  | 'chevronEnd'
  | 'check'
  | 'close'
  | 'plus'
  | 'success'
  | 'info'
  | 'warning'
  | 'error'
  | 'signOut'
  | 'lock'
  | 'key'
  | 'clock'
  | 'calendar'
  | 'file'
  | 'edit'
  | 'download'

export type IconGlyph = IconName | SignName

/** Drawn for this house: 24 by 24, stroke 1.75, round ends, optical box of 17. */
const strokes: Record<IconGlyph, string> = {
  home: 'M3.5 10.5 12 4l8.5 6.5M6 9v11h12V9M10 20v-5.5h4V20',
  units: 'M9.5 3.5h5v5h-5zM3.5 15.5h5v5h-5zM15.5 15.5h5v5h-5zM12 8.5V12M6 15.5V12h12v3.5',
  people:
    'M12.25 8A3.25 3.25 0 1 1 5.75 8a3.25 3.25 0 0 1 6.5 0zM3 19.5c0-3.2 2.5-5.25 6-5.25s6 2.05 6 5.25M15.5 5a3.25 3.25 0 0 1 0 6M17.75 14.6c2 .8 3.25 2.5 3.25 4.9',
  profile:
    'M15.75 8a3.75 3.75 0 1 1-7.5 0 3.75 3.75 0 0 1 7.5 0zM4.5 20c0-3.5 3.1-5.75 7.5-5.75s7.5 2.25 7.5 5.75',
  mail: 'M5.5 5.5h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM4 7.5l8 5.75 8-5.75',
  settings:
    'M3.5 7.5h9.25M17.25 7.5h3.25M3.5 16.5h3.25M11.25 16.5h9.25M17.25 7.5a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0zM11.25 16.5a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0z',
  work: 'M5.5 7.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM8.5 7.5V6A1.5 1.5 0 0 1 10 4.5h4A1.5 1.5 0 0 1 15.5 6v1.5M3.5 12.5h17M12 11.5v2',
  learn:
    'M12 6.75C10 5.25 7 4.5 3.5 4.5v13c3.5 0 6.5.75 8.5 2.25 2-1.5 5-2.25 8.5-2.25v-13c-3.5 0-6.5.75-8.5 2.25zM12 6.75v13',
  more: 'M6.25 12a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0zM12.75 12a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0zM19.25 12a.75.75 0 1 1-1.5 0 .75.75 0 0 1 1.5 0z',
  chevronDown: 'm6 9.5 6 6 6-6',
  chevronStart: 'm14.5 6-6 6 6 6',
  chevronEnd: 'm9.5 6 6 6-6 6',
  check: 'm4.5 12.5 5 5 10-11',
  close: 'm6 6 12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  search: 'M17 10.5a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM15.25 15.25 20.5 20.5',
  success: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM8.25 12.25l2.75 2.75 5-5.5',
  info: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 11.25v5M12 7.75h.01',
  warning: 'M12 4 21 19.5H3zM12 10v4M12 16.75h.01',
  error: 'M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 7.75v5M12 16.25h.01',
  signOut: 'M10 4.5H6.5a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H10M9.5 12h11M16.5 8l4 4-4 4',
  lock: 'M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5zM8 10.5V8a4 4 0 0 1 8 0v2.5',
  key: 'M12.5 15.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM11.25 12.25l8.5-8.5M16 7.5l3 3M13.5 10l2 2',
  clock: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 7v5l3.25 2.5',
  calendar:
    'M5.5 5.5h13a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM3.5 10h17M8 3.5v4M16 3.5v4',
  file: 'M7 3.5h6.5l5 5V19a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5zM13.5 3.5v5h5',
  edit: 'm4.5 19.5 1-4L16 5l3 3L8.5 18.5zM13.5 7.5l3 3',
  download: 'M12 4v11M7.5 10.75 12 15.25l4.5-4.5M4.5 19.5h15',
}

/** Point the other way where the text runs from right to left. */
const turning: ReadonlySet<IconGlyph> = new Set(['chevronStart', 'chevronEnd', 'signOut'])

export interface IconProps {
  name: IconGlyph
  size?: 16 | 20 | 24 | 32
}

/** Decoration only: the words beside it carry the meaning. */
export function Icon({ name, size = 24 }: IconProps) {
  return (
    <svg
      class={turning.has(name) ? 'icon icon-turning' : 'icon'}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={strokes[name]} />
    </svg>
  )
}
