import type { ExportReply } from '../../../src/modules/questions/contract.ts'
import { LinkButton } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

/** What GIFT cannot say of a bank is told before the file is taken. */
export function ExportPage({ bank, count, losses }: Pick<ExportReply, 'bank' | 'count' | 'losses'>) {
  const t = useText()
  const title = t('questions.gift.export')
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('questions.gift.exportHelp', { count })}
          breadcrumbs={useWay(bank)}
          actions={
            <LinkButton
              href={`/question-banks/${bank.id}/questions.gift`}
              variant="primary"
              icon="download"
              download
            >
              {t('questions.gift.download')}
            </LinkButton>
          }
        />
      }
    >
      <Section title={t('questions.gift.losing')} id="losses">
        <Table
          caption={t('questions.gift.losing')}
          rows={losses}
          rowKey={({ questionId }) => questionId}
          empty={<p>{t('questions.gift.nothingLost')}</p>}
          columns={[
            {
              label: t('questions.question'),
              heading: true,
              cell: ({ questionId, title: name }) => (
                <a href={`/questions/${questionId}`} {...verbatim}>
                  {name}
                </a>
              ),
            },
            {
              label: t('questions.gift.lost'),
              cell: ({ isLeft, notes }) =>
                `${isLeft ? `${t('questions.gift.notInFile')} ` : ''}${notes.map(({ text }) => text).join(' ')}`,
            },
          ]}
        />
      </Section>
    </PortalLayout>
  )
}
