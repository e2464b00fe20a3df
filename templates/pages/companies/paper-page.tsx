import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  DateField,
  Form,
  FormActions,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface PaperModel {
  company: CompanyReply
  form: FormState
}

export function PaperPage({ company, form }: PaperModel) {
  const t = useText()
  const title = t('companies.paper.new')
  const back = `/companies/${company.id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[
            { label: t('companies.mine.title'), href: '/my-companies' },
            { label: company.legalName, href: back },
          ]}
        />
      }
    >
      <Form action={`${back}/papers/new`} state={form}>
        <RadioGroup
          name="kind"
          label={t('companies.paper.kind')}
          options={(['licence', 'bond', 'insurance', 'certification'] as const).map((value) => ({
            value,
            label: t(`companies.paperKinds.${value}`),
          }))}
        />
        <TextField
          name="title"
          label={t('companies.paper.title')}
          help={t('companies.paper.titleHelp')}
          maxlength={200}
        />
        <TextField name="issuer" label={t('companies.paper.issuer')} maxlength={200} optional />
        <TextField
          name="number"
          label={t('companies.paper.number')}
          maxlength={100}
          width="medium"
          optional
        />
        <TextField
          name="jurisdiction"
          label={t('companies.paper.jurisdiction')}
          maxlength={120}
          width="medium"
          optional
        />
        <TextField
          name="amount"
          label={t('companies.paper.amount')}
          help={t('companies.paper.amountHelp')}
          inputmode="decimal"
          width="medium"
          optional
        />
        <TextField
          name="currency"
          label={t('companies.paper.currency')}
          maxlength={3}
          width="short"
          optional
        />
        <SelectField
          name="basis"
          label={t('companies.paper.basis')}
          optional
          width="medium"
          options={(['single', 'aggregate'] as const).map((value) => ({
            value,
            label: t(`companies.bases.${value}`),
          }))}
        />
        <DateField name="issuedOn" label={t('companies.paper.issuedOn')} optional />
        <DateField name="expiresOn" label={t('companies.paper.expiresOn')} optional />
        <FormActions>
          <SubmitButton>{t('companies.paper.add')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
