import type { ReceiptsReply } from '../../../src/modules/applications/contract.ts'
import { DescriptionList } from '../../components/description-list.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'

/** To be printed and kept: what was handed in when, and how anybody can check that it is that. */
export function ReceiptsPage({ applicationId, project, applicant, status, items }: ReceiptsReply) {
  const t = useText()
  return (
    <PortalLayout
      title={t('applications.receipts.title')}
      header={
        <PageHeader
          title={t('applications.receipts.title')}
          lead={`${project.title} · ${applicant.name}`}
          breadcrumbs={[
            { label: t('applications.mine.title'), href: '/my-applications' },
            { label: project.title, href: `/my-applications/${applicationId}` },
          ]}
        />
      }
    >
      {items.map(({ number, submittedAt, submittedBy, hash, endedAt, isKept }) => (
        <Section
          key={number}
          id={`bid-${number}`}
          title={t('applications.receipts.bid', { number })}
          description={t(
            endedAt === null
              ? 'applications.receipts.counts'
              : number === items[0]?.number && status === 'withdrawn'
                ? 'applications.receipts.withdrawn'
                : 'applications.receipts.ended',
          )}
        >
          <DescriptionList
            items={[
              {
                label: t('applications.submittedAt'),
                value: <Deadline deadline={submittedAt} timeZone={project.timeZone} seconds />,
              },
              ...(endedAt
                ? [
                    {
                      label: t('applications.receipts.endedAt'),
                      value: <Deadline deadline={endedAt} timeZone={project.timeZone} seconds />,
                    },
                  ]
                : []),
              { label: t('applications.receipts.by'), value: <span {...verbatim}>{submittedBy}</span> },
              {
                label: t('applications.hash'),
                value: (
                  <code class="hash" {...verbatim}>
                    {hash}
                  </code>
                ),
              },
              ...(isKept
                ? [
                    {
                      label: t('applications.receipts.document'),
                      value: (
                        <a href={`/applications/${applicationId}/document.json?number=${number}`} download>
                          {t('applications.check.fetch')}
                        </a>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      ))}
      <Section title={t('applications.receipts.how')} id="how">
        <p>{t('applications.receipts.howText')}</p>
      </Section>
    </PortalLayout>
  )
}
