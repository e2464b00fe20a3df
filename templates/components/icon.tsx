import { type IconName, icons } from '../../src/platform/presentation/icons.ts'

/** Point the other way where the text runs from right to left. */
const turning: ReadonlySet<IconName> = new Set(['chevronStart', 'chevronEnd', 'signOut'])

export interface IconProps {
  name: IconName
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
      <path d={icons[name]} />
    </svg>
  )
}
