import type { CategoryReply } from '../../../src/modules/projects/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { TablePage } from '../../components/list/table-page.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

export interface CategoriesModel {
  items: CategoryReply[]
}

export function CategoriesPage({ items }: CategoriesModel) {
  const t = useText()
  return (
    <TablePage
      title={t('projects.categories.title')}
      lead={t('projects.categories.lead')}
      add={{ href: '/settings/project-categories/new', label: t('projects.categories.add') }}
      none={{ title: t('projects.categories.none'), help: t('projects.categories.noneHelp'), icon: 'work' }}
      rows={items}
      columns={[
        {
          label: t('projects.categories.name'),
          heading: true,
          cell: ({ id, label, parentId }) => (
            <>
              {parentId !== null && '– '}
              <a href={`/settings/project-categories/${id}`} {...verbatim}>
                {label}
              </a>
            </>
          ),
        },
        { label: t('projects.categories.projects'), numeric: true, cell: ({ projects }) => projects },
        {
          label: t('projects.status'),
          quiet: true,
          cell: ({ archivedAt }) =>
            archivedAt ? <Badge>{t('projects.categories.isArchived')}</Badge> : null,
        },
      ]}
    />
  )
}
