import type { ImportPreview } from '../../../src/modules/questions/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

export interface ImportPreviewModel {
  preview: ImportPreview
  /** What was looked at, to be sent once more. */
  gift: string
  form: FormState
}

/** What a text would make, before anything is made. */
export function ImportPreviewPage({ preview, gift, form }: ImportPreviewModel) {
  const t = useText()
  const { bank, questions, faults } = preview
  const title = t('questions.gift.preview')
  const here = `/question-banks/${bank.id}`
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('questions.gift.found', { count: questions.length, faults: faults.length })}
          breadcrumbs={useWay(bank)}
        />
      }
    >
      {questions.length > 0 && (
        <Section title={t('questions.gift.made')} id="made">
          <Table
            caption={t('questions.gift.made')}
            rows={questions}
            rowKey={({ line }) => line}
            columns={[
              { label: t('questions.gift.line'), numeric: true, narrow: true, cell: ({ line }) => line },
              {
                label: t('questions.question'),
                heading: true,
                cell: (row) => <span {...verbatim}>{row.title}</span>,
              },
              { label: t('questions.kind'), cell: ({ kind }) => t(`questions.kinds.${kind}`) },
              {
                label: t('questions.tags'),
                cell: ({ tags }) => (tags.length > 0 ? <span {...verbatim}>{tags.join(', ')}</span> : '–'),
              },
              {
                label: t('questions.gift.lost'),
                cell: ({ notes }) => notes.map(({ text }) => text).join(' ') || '–',
              },
            ]}
          />
        </Section>
      )}
      {faults.length > 0 && (
        <Section title={t('questions.gift.left')} id="left">
          <Table
            caption={t('questions.gift.left')}
            rows={faults}
            rowKey={({ line }) => line}
            columns={[
              { label: t('questions.gift.line'), heading: true, narrow: true, cell: ({ line }) => line },
              { label: t('questions.gift.why'), cell: ({ text }) => text },
            ]}
          />
        </Section>
      )}
      <Form action={`${here}/import/keep`} state={form}>
        <HiddenField name="gift" value={gift} />
        <FormActions>
          {questions.length > 0 && (
            <SubmitButton>{t('questions.gift.keep', { count: questions.length })}</SubmitButton>
          )}
          <LinkButton href={`${here}/import`} variant="quiet">
            {t('questions.gift.again')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
