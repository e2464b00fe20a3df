import type { TreeUnit, UnitTree } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Tree, type TreeNode } from '../../components/tree.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useView } from '../../view-context.tsx'

export interface TreeModel extends UnitTree {
  open?: string | undefined
  search: string
  closed: boolean
}

/** Levels of a whole tree that stand open at first. */
const levelsOpen = 2

export function TreePage({ items, isWhole, open, search, closed }: TreeModel) {
  const { t, locale } = useView()
  const title = t('units.tree.title')
  const below = new Map<string | null, TreeUnit[]>()
  for (const unit of items) below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit])
  const top = Math.min(...items.map(({ level }) => level))
  const count = (value: number) => new Intl.NumberFormat(locale).format(value)

  function nodeOf(unit: TreeUnit): TreeNode {
    const children = (below.get(unit.id) ?? []).map(nodeOf)
    const missing = search === '' ? unit.below - children.length : 0
    return {
      key: unit.id,
      label: unit.code === null ? unit.name : `${unit.name} (${unit.code})`,
      href: `/units/${unit.id}`,
      current: unit.id === open || unit.isFound,
      badge: (
        <>
          <span class="tree-kind">{unit.kindName}</span>
          {unit.status === 'closed' && <Badge>{t('units.statuses.closed')}</Badge>}
        </>
      ),
      note:
        unit.people === unit.members
          ? t('units.memberCount', { count: unit.people })
          : t('units.tree.people', { people: count(unit.people), members: count(unit.members) }),
      children,
      folded: isWhole && unit.level - top >= levelsOpen - 1,
      ...(missing > 0
        ? {
            more:
              children.length > 0
                ? { href: `/units?within=${unit.id}`, label: t('units.tree.rest', { count: missing }) }
                : {
                    href: `/unit-tree?${new URLSearchParams({ open: unit.id, ...(closed ? { closed: 'true' } : {}) })}`,
                    label: t('units.tree.open', { count: missing }),
                  },
          }
        : {}),
    }
  }

  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('units.tree.lead')}
          actions={<LinkButton href="/units">{t('units.tree.list')}</LinkButton>}
        />
      }
    >
      <SearchForm
        action="/unit-tree"
        label={t('units.tree.search')}
        value={search}
        button={t('units.leader.find')}
      />
      {items.length === 0 ? (
        <EmptyState title={t('units.tree.none')} icon="units">
          {t(search === '' ? 'units.all.noneHelp' : 'units.tree.notFound')}
        </EmptyState>
      ) : (
        <Tree label={title} nodes={(below.get(null) ?? []).map(nodeOf)} />
      )}
      {search === '' && (
        <p>
          <a
            href={`/unit-tree?${new URLSearchParams({
              ...(open ? { open } : {}),
              ...(closed ? {} : { closed: 'true' }),
            })}`}
          >
            {t(closed ? 'units.tree.withoutClosed' : 'units.tree.withClosed')}
          </a>
        </p>
      )}
    </PortalLayout>
  )
}
