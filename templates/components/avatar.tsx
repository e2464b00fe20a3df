import { initials } from './initials.ts'

export interface AvatarProps {
  name: string
  /** Address of the photo; without one the letters of the name stand in. */
  photo?: string | null
  size?: 'small' | 'medium' | 'large'
}

const pixels = { small: 24, medium: 32, large: 64 } as const

/** Beside a name, never instead of one: readers of the page do not hear it. */
export function Avatar({ name, photo, size = 'medium' }: AvatarProps) {
  const look = `avatar avatar-${size}`
  if (!photo) return <span class={look} data-initials={initials(name)} />
  return <img class={look} src={photo} alt="" width={pixels[size]} height={pixels[size]} loading="lazy" />
}

/** Somebody in a line of a list or a history. */
export function PersonName({ name, photo, href, note }: AvatarProps & { href?: string; note?: string }) {
  return (
    <span class="person">
      <Avatar name={name} photo={photo} />
      <span class="person-words">
        {href ? <a href={href}>{name}</a> : name}
        {note && <span class="person-note">{note}</span>}
      </span>
    </span>
  )
}
