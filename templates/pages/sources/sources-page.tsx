import type { SourceReply } from '../../../src/modules/sources/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SourcesModel {
  items: readonly SourceReply[]
}

export function SourcesPage({ items }: SourcesModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('sources.title')}
      header={
        <PageHeader
          title={t('sources.title')}
          lead={t('sources.lead')}
          actions={
            <LinkButton href="/project-sources/new" variant="primary">
              {t('sources.add')}
            </LinkButton>
          }
        />
      }
    >
      <Table
        caption={t('sources.title')}
        rows={items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={t('sources.none')} icon="work">
            {t('sources.noneHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('sources.name'),
            heading: true,
            cell: ({ id, name }) => (
              <a href={`/project-sources/${id}`} {...verbatim}>
                {name}
              </a>
            ),
          },
          { label: t('sources.kind'), cell: ({ kind }) => t(`sources.kinds.${kind}`) },
          { label: t('sources.unit'), cell: ({ unit }) => <span {...verbatim}>{unit.name}</span> },
          {
            label: t('sources.lastRun'),
            cell: ({ runs }) =>
              runs[0] ? (
                <>
                  <Time value={runs[0].startedAt} shown="dateTime" />{' '}
                  {runs[0].errorText && <Badge tone="danger">{t('sources.failed')}</Badge>}
                </>
              ) : (
                '–'
              ),
          },
          {
            label: t('sources.nextRun'),
            cell: ({ nextRunAt }) => (nextRunAt ? <Time value={nextRunAt} shown="dateTime" /> : '–'),
          },
        ]}
      />
    </PortalLayout>
  )
}
