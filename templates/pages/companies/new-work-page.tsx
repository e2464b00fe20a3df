import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { WorkFields } from './work-fields.tsx'

export interface NewWorkModel {
  company: CompanyReply
  form: FormState
}

export function NewWorkPage({ company, form }: NewWorkModel) {
  const t = useText()
  const title = t('companies.works.new')
  const back = `/companies/${company.id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('companies.works.newLead')}
          breadcrumbs={[
            { label: t('companies.mine.title'), href: '/my-companies' },
            { label: company.legalName, href: back },
          ]}
        />
      }
    >
      <Form action={`${back}/works/new`} state={form}>
        <WorkFields />
        <FormActions>
          <SubmitButton>{t('companies.works.addButton')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
