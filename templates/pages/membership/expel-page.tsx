import type { StandingReply } from '../../../src/modules/membership/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { DecisionFields } from './standing-page.tsx'

export interface ExpelModel {
  person: StandingReply
  form: FormState
}

export function ExpelPage({ person, form }: ExpelModel) {
  const t = useText()
  const title = t('membership.expel.of', { name: person.name })
  const address = `/people/${person.personId}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('membership.expel.lead')}
          breadcrumbs={[
            { label: person.name, href: address },
            { label: t('membership.link'), href: `${address}/standing` },
          ]}
        />
      }
    >
      <Form action={`${address}/expel`} state={form}>
        <DecisionFields />
        <FormActions>
          <SubmitButton variant="danger">{t('membership.expel.button')}</SubmitButton>
          <LinkButton href={`${address}/standing`} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
