import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { CertificationFields } from '../people/certification-fields.tsx'

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
        <CertificationFields name="title" />
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
