import type { ClassReply } from '../../../src/modules/membership/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { TablePage } from '../../components/list/table-page.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'

export interface ClassesModel {
  items: ClassReply[]
}

export function ClassesPage({ items }: ClassesModel) {
  const t = useText()
  const { locale } = useView()
  return (
    <TablePage
      title={t('membership.classes.title')}
      lead={t('membership.classes.lead')}
      add={{ href: '/settings/member-classes/new', label: t('membership.classes.add') }}
      none={{ title: t('membership.classes.none'), help: t('membership.classes.noneHelp'), icon: 'people' }}
      rows={items}
      columns={[
        {
          label: t('membership.classes.name'),
          heading: true,
          cell: ({ id, label }) => <a href={`/settings/member-classes/${id}`}>{textIn(label, locale)}</a>,
        },
        {
          label: t('membership.classes.facet'),
          cell: ({ facet }) => t(`membership.facets.${facet}`),
        },
        { label: t('membership.classes.key'), cell: ({ key }) => <code {...verbatim}>{key}</code> },
        {
          label: t('membership.classes.state'),
          quiet: true,
          cell: ({ archivedAt }) => (archivedAt ? <Badge>{t('membership.classes.isArchived')}</Badge> : null),
        },
      ]}
    />
  )
}
