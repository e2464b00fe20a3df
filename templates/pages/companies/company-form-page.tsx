import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import { countriesIn } from '../../../src/platform/presentation/countries.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface CompanyFormModel {
  /** Null where it is a new one. */
  found: CompanyReply | null
  form: FormState
}

export function CompanyFormPage({ found, form }: CompanyFormModel) {
  const t = useText()
  const { locale } = useView()
  const title = found ? found.legalName : t('companies.new.title')
  const audiences = (['staff', 'members', 'public'] as const).map((value) => ({
    value,
    label: t(`companies.shownTos.${value}`),
  }))
  const back = found ? `/companies/${found.id}` : '/my-companies'
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={found ? undefined : t('companies.new.lead')}
          breadcrumbs={[{ label: t('companies.mine.title'), href: '/my-companies' }]}
        />
      }
    >
      <Form action={found ? `/companies/${found.id}/edit` : '/my-companies/new'} state={form}>
        {found && <HiddenField name="_version" value={String(found.version)} />}
        <TextField name="legalName" label={t('companies.legalName')} maxlength={200} />
        <TextField name="tradeName" label={t('companies.tradeName')} maxlength={200} optional />
        <SelectField
          name="country"
          label={t('companies.country')}
          help={t('companies.countryHelp')}
          autocomplete="country"
          width="medium"
          prompt={t('components.choose')}
          options={countriesIn(locale).map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField
          name="registrationNumber"
          label={t('companies.registrationNumber')}
          maxlength={60}
          width="medium"
          optional
        />
        <TextField
          name="taxNumber"
          label={t('companies.taxNumber')}
          help={t('companies.taxNumberHelp')}
          maxlength={60}
          width="medium"
          optional
        />
        <TextField
          name="foundedIn"
          label={t('companies.foundedIn')}
          inputmode="numeric"
          width="short"
          optional
        />
        <TextArea name="about" label={t('companies.about')} maxlength={4000} optional />
        <TextField name="website" label={t('companies.website')} maxlength={300} optional />
        <TextField name="email" label={t('companies.email')} maxlength={254} optional />
        <TextField name="phone" label={t('companies.phone')} maxlength={40} width="medium" optional />
        <TextArea name="addressLines" label={t('companies.addressLines')} rows={2} maxlength={300} optional />
        <TextField name="city" label={t('companies.city')} maxlength={120} optional />
        <TextField name="region" label={t('companies.region')} maxlength={120} optional />
        <TextField
          name="postalCode"
          label={t('companies.postalCode')}
          maxlength={20}
          width="short"
          optional
        />
        <RadioGroup
          name="shownTo"
          label={t('companies.shownTo')}
          help={t('companies.shownToHelp')}
          options={audiences}
        />
        <RadioGroup
          name="papersTo"
          label={t('companies.papersTo')}
          help={t('companies.papersToHelp')}
          options={audiences}
        />
        <RadioGroup name="contactTo" label={t('companies.contactTo')} options={audiences} />
        <FormActions>
          <SubmitButton>{t(found ? 'companies.save' : 'companies.new.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
