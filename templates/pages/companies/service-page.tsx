import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import { ChoiceSearch } from '../../components/choice-search.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ServiceModel {
  company: CompanyReply
  units: Array<{ id: string; name: string }>
  precisions: ReadonlyArray<NonNullable<CompanyReply['more']>['placePrecision']>
  form: FormState
}

export function ServicePage({ company, units, precisions, form }: ServiceModel) {
  const t = useText()
  const title = t('companies.service.title')
  const back = `/companies/${company.id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('companies.service.lead')}
          breadcrumbs={[
            { label: t('companies.mine.title'), href: '/my-companies' },
            { label: company.legalName, href: back },
          ]}
        />
      }
    >
      <Form action={`${back}/service`} state={form}>
        <HiddenField name="_version" value={String(company.version)} />
        <TextArea
          name="skills"
          label={t('companies.service.skills')}
          help={t('people.about.oneALine')}
          rows={4}
          optional
        />
        <TextField
          name="position"
          label={t('companies.service.position')}
          help={t('companies.service.positionHelp')}
          maxlength={60}
          width="medium"
          optional
        />
        <SelectField
          name="placePrecision"
          label={t('companies.service.precision')}
          width="medium"
          options={precisions.map((value) => ({
            value,
            label: t(`companies.service.precisions.${value}`),
          }))}
        />
        <NumberField
          name="serviceRadius"
          label={t('companies.service.radius')}
          unit={t('companies.service.kilometres')}
          optional
        />
        <ChoiceSearch
          name="unitIds"
          label={t('companies.service.units')}
          help={t('companies.service.unitsHelp')}
          searchLabel={t('companies.service.findUnit')}
          optional
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FormActions>
          <SubmitButton>{t('companies.service.save')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
