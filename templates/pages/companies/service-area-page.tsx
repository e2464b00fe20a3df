import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AreaForm } from '../../components/area-form.tsx'
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
      <AreaForm
        action={`${back}/service-area`}
        form={form}
        version={company.version}
        area={company.serviceArea}
        units={units}
        back={back}
      />
    </PortalLayout>
  )
}
