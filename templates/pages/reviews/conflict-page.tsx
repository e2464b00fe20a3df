import type { ReviewedProject } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './review-words.tsx'

export interface ConflictModel {
  project: ReviewedProject
  reviewer: { personId: string; name: string }
  action: string
  back: string
  form: FormState
}

/** Somebody writes down that another one stands too close. */
export function ConflictPage({ project, reviewer, action, back, form }: ConflictModel) {
  const t = useText()
  const title = t('reviews.conflicts.recordTitle', { name: reviewer.name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader title={title} lead={t('reviews.conflicts.recordHelp')} breadcrumbs={useWay(project)} />
      }
    >
      <Form action={action} state={form}>
        <TextArea name="reason" label={t('reviews.conflicts.reason')} rows={3} maxlength={1000} />
        <FormActions>
          <SubmitButton>{t('reviews.conflicts.record')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
