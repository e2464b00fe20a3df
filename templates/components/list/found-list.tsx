import type { ComponentChildren } from 'preact'
import type { Chip, FilterModel } from '../../../src/platform/presentation/list.ts'
import type { IconName } from '../../../src/platform/presentation/view.ts'
import { useText } from '../../view-context.tsx'
import { LinkButton } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { Notice } from '../flash.tsx'
import { Pagination } from '../pagination.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListFilters } from './list-filters.tsx'

/** What an address asks of things that are found as cards. */
export interface FoundModel {
  path: string
  filters: FilterModel[]
  chips: Chip[]
  isFirstPage: boolean
  nextHref: string | null
  /** Why the place that was asked for is none: a locale key. */
  problem: string | null
}

export interface FoundListProps {
  asked: FoundModel
  /** What another search keeps of the address. */
  kept?: Array<[name: string, value: string]>
  icon: IconName
  /** Words for nothing at all, and for nothing that fits. */
  words: { none: string; noneHelp: string; noMatchHelp: string }
  /** How many there are, and where they are besides. */
  summary?: ComponentChildren
  /** The cards. */
  children: ComponentChildren[]
}

export function FoundList({ asked, kept = [], icon, words, summary, children }: FoundListProps) {
  const t = useText()
  const { path, filters, chips, isFirstPage, nextHref, problem } = asked
  const isNarrowed = chips.length > 0
  return (
    <div class="list entry-list">
      {problem && <Notice kind="warning">{t(problem)}</Notice>}
      <ListFilters list={{ path, kept, filters, choosable: [] }} />
      <FilterChips chips={chips} clearHref={path} />
      {summary && <div class="list-summary">{summary}</div>}
      {children.length === 0 ? (
        <EmptyState
          title={isNarrowed ? t('layout.list.noMatch') : words.none}
          icon={icon}
          action={isNarrowed ? <LinkButton href={path}>{t('layout.list.clear')}</LinkButton> : undefined}
        >
          {isNarrowed ? words.noMatchHelp : words.noneHelp}
        </EmptyState>
      ) : (
        <ul class="entry-grid">{children}</ul>
      )}
      <Pagination
        previous={isFirstPage ? null : path}
        previousLabel={t('layout.pagination.first')}
        next={nextHref}
      />
    </div>
  )
}
