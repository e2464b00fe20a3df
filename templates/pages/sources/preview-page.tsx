import type { SourcePreview } from '../../../src/modules/sources/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { LinkButton } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Faults } from './source-page.tsx'

/** What a source holds, asked just now and kept nowhere. */
export function PreviewPage({ preview }: { preview: SourcePreview }) {
  const t = useText()
  const { locale } = useView()
  const { sourceId, name, currency, records, faults, total } = preview
  const back = `/project-sources/${sourceId}`
  const title = t('sources.found', { total })
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('sources.previewHelp')}
          breadcrumbs={[
            { label: t('sources.title'), href: '/project-sources' },
            { label: name, href: back },
          ]}
          actions={<LinkButton href={back}>{t('sources.open')}</LinkButton>}
        />
      }
    >
      <Table
        caption={title}
        rows={records}
        rowKey={({ externalId }) => externalId}
        empty={<p>{t('sources.nothing')}</p>}
        columns={[
          {
            label: t('sources.targets.title'),
            heading: true,
            cell: (record) => <span {...verbatim}>{record.title}</span>,
          },
          {
            label: t('sources.targets.externalId'),
            cell: ({ externalId }) => <span {...verbatim}>{externalId}</span>,
          },
          {
            label: t('sources.targets.deadline'),
            cell: ({ deadline }) => <span {...verbatim}>{deadline?.replace('T', ' ') ?? '–'}</span>,
          },
          {
            label: t('sources.targets.estimate'),
            numeric: true,
            cell: ({ estimate }) =>
              estimate === null || currency === null ? '–' : formatMoney(estimate, currency, locale),
          },
          {
            label: t('sources.targets.organisation'),
            cell: ({ organisation }) => <span {...verbatim}>{organisation ?? '–'}</span>,
          },
        ]}
      />
      {faults.length > 0 && (
        <Section title={t('sources.unreadable')} id="unreadable">
          <Faults faults={faults} />
        </Section>
      )}
    </PortalLayout>
  )
}
