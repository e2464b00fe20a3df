import type { ClassReply } from '../../../src/modules/membership/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface ClassesModel {
  items: ClassReply[]
}

export function ClassesPage({ items }: ClassesModel) {
  const t = useText()
  const { locale } = useView()
  const title = t('membership.classes.title')
  const add = (
    <LinkButton href="/settings/member-classes/new" variant="primary" icon="plus">
      {t('membership.classes.add')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={title}
      width="full"
      header={
        <PageHeader
          title={title}
          lead={t('membership.classes.lead')}
          actions={items.length > 0 ? add : undefined}
        />
      }
    >
      {items.length === 0 ? (
        <EmptyState title={t('membership.classes.none')} icon="people" action={add}>
          {t('membership.classes.noneHelp')}
        </EmptyState>
      ) : (
        <Table
          caption={title}
          rows={items}
          rowKey={({ id }) => id}
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
              cell: ({ archivedAt }) =>
                archivedAt ? <Badge>{t('membership.classes.isArchived')}</Badge> : null,
            },
          ]}
        />
      )}
    </PortalLayout>
  )
}
