import type { ComponentChildren } from 'preact'
import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

export interface PaginationProps {
  /** Names the list: "Pages of people". Needed where a page has two lists. */
  label?: string
  previous?: string | null
  /** Where the way back leads to the beginning, its words say so. */
  previousLabel?: string
  next?: string | null
  /** How many are shown, in words. */
  children?: ComponentChildren
}

/** Lists know the way back and forth, not how many pages there are. */
export function Pagination({ label, previous, previousLabel, next, children }: PaginationProps) {
  const t = useText()
  if (!previous && !next && !children) return null
  return (
    <nav class="pagination" aria-label={label ?? t('layout.pagination.label')}>
      {children && <p class="pagination-count">{children}</p>}
      <div class="button-group">
        {previous && (
          <a class="button button-secondary" rel="prev" href={previous}>
            <Icon name="chevronStart" size={20} />
            {previousLabel ?? t('layout.pagination.previous')}
          </a>
        )}
        {next && (
          <a class="button button-secondary" rel="next" href={next}>
            {t('layout.pagination.next')}
            <Icon name="chevronEnd" size={20} />
          </a>
        )}
      </div>
    </nav>
  )
}
