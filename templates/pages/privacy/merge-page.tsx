import type { ComponentChildren } from 'preact'
import type { MergePreview } from '../../../src/modules/privacy/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState, Translate } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface MergeModel {
  preview: MergePreview
  form: FormState
}

/** Says side by side what there is, and what will come of it, before anything happens. */
export function MergePage({
  preview: { kept, merged, losesAccount, tables, undoDays, warnings },
  form,
}: MergeModel) {
  const t = useText()
  const { locale } = useView()
  const title = t('privacy.merge.title')
  const entries = [kept, merged]
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[
            { label: kept.displayName, href: `/people/${kept.personId}` },
            { label: title, href: `/people/${kept.personId}/merge` },
          ]}
        />
      }
    >
      <Table
        caption={t('privacy.merge.both')}
        showCaption
        rows={rowsOf(kept, merged, t, locale)}
        rowKey={({ key }) => key}
        columns={[
          {
            label: t('privacy.merge.what'),
            heading: true,
            cell: ({ label }) => label,
          },
          { label: t('privacy.merge.first'), cell: ({ first }) => first },
          { label: t('privacy.merge.second'), cell: ({ second }) => second },
        ]}
      />
      {tables.length > 0 && (
        <Table
          caption={t('privacy.merge.moves')}
          showCaption
          rows={tables}
          rowKey={({ title: name }) => name}
          columns={[
            { label: t('privacy.merge.what'), heading: true, cell: ({ title: name }) => name },
            { label: t('privacy.merge.first'), numeric: true, cell: (row) => row.kept },
            { label: t('privacy.merge.second'), numeric: true, cell: (row) => row.merged },
          ]}
        />
      )}
      <Section title={t('privacy.merge.willHappen')} id="merge">
        <ul>
          <li>{t('privacy.merge.keeps')}</li>
          <li>{t('privacy.merge.fills')}</li>
          <li>{t('privacy.merge.everything')}</li>
          <li>{t('privacy.merge.audit', { days: undoDays })}</li>
        </ul>
        {warnings.map((warning) => (
          <Notice key={warning} kind="warning">
            {warning}
          </Notice>
        ))}
        {losesAccount && <Notice kind="warning">{t('privacy.merge.losesAccount')}</Notice>}
        <Form action={`/people/${kept.personId}/merge/${merged.personId}`} state={form}>
          <RadioGroup
            name="keptId"
            label={t('privacy.merge.which')}
            options={entries.map(({ personId, displayName, email }, index) => ({
              value: personId,
              label: t('privacy.merge.entry', { number: index + 1, name: displayName }),
              help: email ?? t('privacy.merge.noAccount'),
            }))}
          />
          <FormActions>
            <SubmitButton variant="danger">{t('privacy.merge.button')}</SubmitButton>
            <LinkButton href={`/people/${kept.personId}`} variant="quiet">
              {t('layout.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Section>
    </PortalLayout>
  )
}

type Side = MergePreview['kept']

function rowsOf(first: Side, second: Side, t: Translate, locale: string) {
  const row = (part: string, of: (side: Side) => ComponentChildren) => ({
    key: part,
    label: t(`privacy.merge.parts.${part}`),
    first: of(first) || '–',
    second: of(second) || '–',
  })
  const keys = new Map([...first.fields, ...second.fields].map(({ key, label }) => [key, label]))
  return [
    row('name', ({ displayName }) => displayName),
    row('nativeName', ({ nativeName }) => nativeName),
    row('email', ({ email }) => email),
    row('phone', ({ phone }) => phone),
    row('signInPhone', ({ signInPhone }) => signInPhone),
    row('units', ({ units }) => units.join(', ')),
    row('standing', ({ standingText }) => standingText),
    row('since', ({ createdAt }) => <Time value={createdAt} shown="date" />),
    ...[...keys].map(([key, label]) => ({
      key: `field ${key}`,
      label: textIn(label, locale),
      first: first.fields.find((each) => each.key === key)?.value ?? '–',
      second: second.fields.find((each) => each.key === key)?.value ?? '–',
    })),
  ]
}
