import type { ImportPreview, RowIssue } from '../../../src/modules/members/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SelectField,
  SubmitButton,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface ImportPreviewModel {
  preview: ImportPreview
  path: string
  form: FormState
}

/** What is brought in is exactly what was checked: the second form sends what the first one showed. */
export function ImportPreviewPage({ preview, path, form }: ImportPreviewModel) {
  const t = useText()
  const title = t('members.import.checkTitle')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('members.import.checkLead', { name: preview.unitName })}
          breadcrumbs={[
            { label: t('members.title'), href: '/members' },
            { label: t('members.import.title'), href: '/members/import' },
          ]}
        />
      }
    >
      <Section title={t('members.import.columns')}>
        <ColumnsForm preview={preview} path={path} />
      </Section>
      <Section title={t('members.import.report')} description={t('members.import.outcome', counts(preview))}>
        {preview.doubtful > 0 && (
          <Notice kind="info">{t('members.import.doubtful', { count: preview.doubtful })}</Notice>
        )}
        <Report preview={preview} />
        <Form action={path} state={form} id="import">
          {preview.columns.map(({ standsFor }, index) => (
            <HiddenField key={index} name={`columns.${index}`} value={standsFor} />
          ))}
          <HiddenField name="known" value={preview.known} />
          {preview.ready + preview.changing > 0 && (
            <RadioGroup
              name="mode"
              label={t('members.import.mode')}
              options={[
                {
                  value: 'all',
                  label: t('members.import.modeAll'),
                  help: t('members.import.modeAllHelp'),
                  disabled: preview.refused > 0,
                },
                {
                  value: 'good',
                  label: t('members.import.modeGood'),
                  help: t('members.import.modeGoodHelp'),
                },
              ]}
            />
          )}
          <FormActions>
            {preview.ready + preview.changing > 0 && (
              <SubmitButton>
                {preview.changing === 0
                  ? t('members.import.start', { count: preview.ready })
                  : t('members.import.startRows', { count: preview.ready + preview.changing })}
              </SubmitButton>
            )}
            <LinkButton href="/members/import" variant="quiet">
              {t('members.import.again')}
            </LinkButton>
          </FormActions>
        </Form>
      </Section>
    </PortalLayout>
  )
}

function counts({ ready, changing, same, refused }: ImportPreview) {
  return { ready, changing, same, refused }
}

function ColumnsForm({ preview, path }: Pick<ImportPreviewModel, 'preview' | 'path'>) {
  const { t } = useView()
  const nameOf = useColumnNames(preview)
  const options = ['-', ...personColumns, 'unit', ...preview.fields.map(({ column }) => column)].map(
    (column) => ({
      value: column,
      label: column === '-' ? t('members.import.leaveOut') : nameOf(column),
    }),
  )
  return (
    <Form action={path} method="get" id="columns">
      {preview.columns.map(({ heading, sample, standsFor }, index) => (
        <SelectField
          key={index}
          name={`columns.${index}`}
          label={heading || t('members.import.nthColumn', { number: index + 1 })}
          help={sample && t('members.import.sample', { sample })}
          width="medium"
          value={standsFor}
          options={options}
        />
      ))}
      <RadioGroup
        name="known"
        label={t('members.import.known')}
        help={t('members.import.knownHelp')}
        value={preview.known}
        options={knownChoices.map((value) => ({
          value,
          label: t(`members.import.knownChoice.${value}`),
          help: value === 'change' ? t('members.import.knownChangeHelp') : undefined,
        }))}
      />
      <FormActions>
        <Button type="submit" variant="secondary">
          {t('members.import.check')}
        </Button>
      </FormActions>
    </Form>
  )
}

const knownChoices = ['refuse', 'add', 'change'] as const

const personColumns = ['givenName', 'familyName', 'patronymic', 'nativeName', 'phone', 'email'] as const

function Report({ preview }: Pick<ImportPreviewModel, 'preview'>) {
  const t = useText()
  const nameOf = useColumnNames(preview)
  const told = ({ column, text }: RowIssue) =>
    column === null ? text : t('layout.form.issue', { label: nameOf(column), message: text })
  return (
    <Table
      caption={t('members.import.report')}
      rows={preview.rows}
      rowKey={({ row }) => row}
      columns={[
        { label: t('members.import.row'), cell: ({ row }) => row, numeric: true },
        { label: t('members.name'), heading: true, cell: ({ name }) => name || '\u2013' },
        {
          label: t('members.import.becomes'),
          cell: ({ issues, warnings, outcome, personId, name, changes }) =>
            issues.length > 0 ? (
              <div>
                {issues.map((issue, index) => (
                  <div key={index}>
                    {told(issue)} {issue.personId && <a href={`/people/${issue.personId}`}>{issue.name}</a>}
                  </div>
                ))}
              </div>
            ) : (
              <div>
                <Badge tone={warnings.length > 0 ? 'warning' : outcome === 'same' ? 'neutral' : 'success'}>
                  {t(`members.import.outcomes.${outcome}`)}
                </Badge>{' '}
                {personId && (
                  <a href={`/people/${personId}`} aria-label={t('members.import.openPerson', { name })}>
                    {t('members.import.person')}
                  </a>
                )}
                {changes.map(({ column, before, after, isSealed }) => (
                  <div key={column}>
                    {t('layout.form.issue', {
                      label: nameOf(column),
                      message: isSealed
                        ? t('members.import.sealedChange')
                        : t('members.import.change', {
                            before: before ?? '\u2013',
                            after: after ?? '\u2013',
                          }),
                    })}
                  </div>
                ))}
                {warnings.map((warning, index) => (
                  <div key={index}>
                    {warning.text}{' '}
                    {warning.personId && <a href={`/people/${warning.personId}`}>{warning.name}</a>}
                  </div>
                ))}
              </div>
            ),
        },
      ]}
    />
  )
}

function useColumnNames({ fields }: ImportPreview): (column: string) => string {
  const { t, locale } = useView()
  const labels = new Map(fields.map(({ column, label }) => [column, textIn(label, locale)]))
  return (column) => labels.get(column) ?? t(`members.import.column.${column}`)
}
