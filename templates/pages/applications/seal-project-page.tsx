import type { SealingReply } from '../../../src/modules/applications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { ActionForm } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Witnesses } from './witnesses.tsx'

export interface SealProjectModel {
  project: { id: string; slug: string; title: string; status: string }
  /** Null where bids are not sealed. */
  sealing: SealingReply | null
  form: FormState
}

export function SealProjectPage({ project, sealing, form }: SealProjectModel) {
  const t = useText()
  const isDraft = project.status === 'draft'
  const hasDeclined = sealing?.witnesses.some(({ declinedAt }) => declinedAt !== null) === true
  return (
    <PortalLayout
      title={t('applications.sealings.title')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('applications.sealings.title')}
          lead={project.title}
          breadcrumbs={[{ label: project.title, href: `/projects/${project.slug}` }]}
        />
      }
    >
      <p>{t('applications.sealings.about')}</p>
      {sealing && <Witnesses sealing={sealing} />}
      {isDraft && hasDeclined && (
        <Notice kind="warning" title={t('applications.sealings.nameOthers')}>
          {t('applications.sealings.nameOthersHelp')}
        </Notice>
      )}
      {isDraft && (!sealing || hasDeclined) && (
        <Form action={`/managed-projects/${project.id}/sealing`} state={form}>
          <TextArea
            name="witnesses"
            label={t('applications.sealings.addresses')}
            help={t('applications.sealings.addressesHelp')}
            rows={5}
          />
          <NumberField
            name="threshold"
            label={t('applications.sealings.needed')}
            help={t('applications.sealings.neededHelp')}
          />
          <FormActions>
            <SubmitButton>{t('applications.sealings.seal')}</SubmitButton>
          </FormActions>
        </Form>
      )}
      {isDraft && sealing && (
        <ActionForm
          action={`/managed-projects/${project.id}/unseal`}
          idempotencyKey={keyFor(form, 'unseal')}
          variant="danger"
          confirm={t('applications.sealings.unsealQuestion')}
        >
          {t('applications.sealings.unseal')}
        </ActionForm>
      )}
    </PortalLayout>
  )
}
