import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AreaFields } from '../../components/area-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { Outline } from '../../components/outline.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ServiceAreaPageModel {
  company: CompanyReply
  units: ReadonlyArray<{ id: string; name: string }>
  form: FormState
}

export function ServiceAreaPage({ company, units, form }: ServiceAreaPageModel) {
  const t = useText()
  const title = t('companies.area.title')
  const back = `/companies/${company.id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('companies.area.lead')}
          breadcrumbs={[
            { label: t('companies.mine.title'), href: '/my-companies' },
            { label: company.legalName, href: back },
          ]}
        />
      }
    >
      {company.serviceArea && (
        <Outline
          label={t('units.area.picture')}
          ring={company.serviceArea.coordinates[0] ?? null}
          centre={null}
        />
      )}
      <Form action={`${back}/service-area`} state={form}>
        <HiddenField name="_version" value={String(company.version)} />
        <AreaFields units={units} />
        <FormActions>
          <SubmitButton>{t('units.area.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
