import type { CompanyEntry, CompaniesPage as FoundPage } from '../../../src/modules/directory/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import type { Chip, FilterModel } from '../../../src/platform/presentation/list.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { Icon } from '../../components/icon.tsx'
import { FilterChips } from '../../components/list/filter-chips.tsx'
import { ListFilters } from '../../components/list/list-filters.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { DirectoryTabs } from './directory-tabs.tsx'

export interface CompaniesModel {
  page: FoundPage
  path: string
  filters: FilterModel[]
  chips: Chip[]
  isFirstPage: boolean
  nextHref: string | null
  /** Why the place that was asked for is none: a locale key. */
  problem: string | null
  isMember: boolean
}

export function CompaniesPage({
  page,
  path,
  filters,
  chips,
  isFirstPage,
  nextHref,
  problem,
  isMember,
}: CompaniesModel) {
  const t = useText()
  const { items } = page
  const isNarrowed = chips.length > 0
  return (
    <PortalLayout
      title={t('directory.companies.title')}
      width="full"
      header={
        <PageHeader
          title={t('directory.companies.title')}
          lead={t('directory.companies.lead')}
          actions={
            isMember ? (
              <LinkButton href="/my-companies" icon="work">
                {t('companies.mine.title')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <DirectoryTabs current={path} />
      <div class="list entry-list">
        {problem && <Notice kind="warning">{t(problem)}</Notice>}
        <ListFilters list={{ path, kept: [], filters, choosable: [] }} />
        <FilterChips chips={chips} clearHref={path} />
        {items.length === 0 ? (
          <EmptyState
            title={t(isNarrowed ? 'layout.list.noMatch' : 'directory.companies.none')}
            icon="work"
            action={isNarrowed ? <LinkButton href={path}>{t('layout.list.clear')}</LinkButton> : undefined}
          >
            {t(isNarrowed ? 'directory.noMatchHelp' : 'directory.companies.noneHelp')}
          </EmptyState>
        ) : (
          <ul class="entry-grid">
            {items.map((entry) => (
              <CompanyCard key={entry.companyId} entry={entry} />
            ))}
          </ul>
        )}
        <Pagination
          previous={isFirstPage ? null : path}
          previousLabel={t('layout.pagination.first')}
          next={nextHref}
        />
      </div>
    </PortalLayout>
  )
}

const fewSkills = 4

function CompanyCard({ entry }: { entry: CompanyEntry }) {
  const t = useText()
  const { locale } = useView()
  const { companyId, legalName, tradeName, isVerified, skills, certifications, units, kilometres } = entry
  const where = [entry.city, entry.region, countryName(entry.country, locale)].filter(Boolean).join(', ')
  return (
    <li class="card entry-card">
      <div class="entry-head">
        <div class="entry-words">
          <h2 class="card-title">
            <a href={`/directory/companies/${companyId}`} {...verbatim}>
              {tradeName ?? legalName}
            </a>
          </h2>
          {tradeName && (
            <p class="entry-note" {...verbatim}>
              {legalName}
            </p>
          )}
        </div>
        {isVerified && <Badge tone="success">{t('companies.verified')}</Badge>}
      </div>
      <ul class="entry-facts">
        <li>
          <Icon name="place" size={16} />
          <span>
            <span {...verbatim}>{where}</span>
            {kilometres !== null && ` ${t('directory.away', { kilometres })}`}
          </span>
        </li>
        {units.length > 0 && (
          <li>
            <Icon name="units" size={16} />
            <span {...verbatim}>{units.join(', ')}</span>
          </li>
        )}
        {skills.length > 0 && (
          <li>
            <Icon name="work" size={16} />
            <span>
              <span {...verbatim}>{skills.slice(0, fewSkills).join(', ')}</span>
              {skills.length > fewSkills && ` ${t('directory.more', { count: skills.length - fewSkills })}`}
            </span>
          </li>
        )}
        {certifications.length > 0 && (
          <li>
            <Icon name="check" size={16} />
            <span {...verbatim}>{certifications.join(', ')}</span>
          </li>
        )}
      </ul>
    </li>
  )
}
