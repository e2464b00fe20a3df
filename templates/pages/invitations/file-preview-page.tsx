import type { FilePreview } from '../../../src/modules/invitations/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'
import { LetterFields } from './letter-fields.tsx'

export interface FilePreviewModel {
  preview: FilePreview
  path: string
  locales: readonly string[]
  form: FormState
}

export function FilePreviewPage({ preview, path, locales, form }: FilePreviewModel) {
  const t = useText()
  const { ready, refused, leftOut } = preview
  const title = t('invitations.file.checkTitle')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('invitations.file.checkLead')}
          breadcrumbs={[
            { label: t('invitations.title'), href: '/invitations' },
            { label: t('invitations.file.title'), href: '/invitations/file' },
          ]}
        />
      }
    >
      <Section
        title={t('invitations.file.report')}
        description={t('invitations.file.outcome', { ready, refused })}
      >
        {leftOut.length > 0 && <p>{t('invitations.file.leftOut', { names: leftOut.join(', ') })}</p>}
        <Lines rows={preview.rows} />
      </Section>
      <Form action={path} state={form}>
        {ready > 0 && (
          <>
            <RadioGroup
              name="mode"
              label={t('invitations.file.mode')}
              options={[
                {
                  value: 'all',
                  label: t('invitations.file.modeAll'),
                  help: t('invitations.file.modeAllHelp'),
                  disabled: refused > 0,
                },
                {
                  value: 'good',
                  label: t('invitations.file.modeGood'),
                  help: t('invitations.file.modeGoodHelp'),
                },
              ]}
            />
            <LetterFields locales={locales} help={t('invitations.file.greetingHelp')} />
          </>
        )}
        <FormActions>
          {ready > 0 && <SubmitButton>{t('invitations.file.start')}</SubmitButton>}
          <LinkButton href="/invitations/file" variant="quiet">
            {t('invitations.file.again')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

function Lines({ rows }: Pick<FilePreview, 'rows'>) {
  const t = useText()
  const { locale } = useView()
  type Line = FilePreview['rows'][number]
  const told = ({ column, code }: Line['issues'][number]) => {
    const words = t(code.includes('.error.') ? code : `request.issue.${code}`)
    return column === null
      ? words
      : t('layout.form.issue', { label: t(`invitations.file.column.${column}`), message: words })
  }
  const becomes = ({ role, roleName }: Line) =>
    role === null
      ? t('invitations.file.ready')
      : t('invitations.file.readyWithRole', { role: roleWords(t, locale, role, roleName) })
  return (
    <Table
      caption={t('invitations.file.report')}
      rows={rows}
      rowKey={({ row }) => row}
      columns={[
        { label: t('invitations.file.row'), cell: ({ row }) => row, numeric: true },
        { label: t('invitations.address'), heading: true, cell: ({ address }) => address || '\u2013' },
        { label: t('invitations.name'), cell: ({ name }) => name || '\u2013' },
        { label: t('invitations.unit'), cell: ({ unit }) => unit ?? '\u2013' },
        {
          label: t('invitations.file.becomes'),
          cell: (line) =>
            line.issues.length === 0 ? (
              <>
                <Badge tone="success">{becomes(line)}</Badge> {line.notes.join(' ')}
              </>
            ) : (
              line.issues.map((issue) => told(issue)).join(' ')
            ),
        },
      ]}
    />
  )
}
