import type { ReviewReply } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { MoneyField, NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import { CheckboxGroup } from '../../components/fields.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { addressOf, useWay } from './review-words.tsx'

export interface ReviewSettingsModel {
  review: ReviewReply
  hideable: readonly ReviewReply['hidden'][number][]
  form: FormState
}

export function ReviewSettingsPage({ review, hideable, form }: ReviewSettingsModel) {
  const t = useText()
  const { project } = review
  const address = addressOf(project)
  const title = t('reviews.settings.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('reviews.settings.lead')} breadcrumbs={useWay(project)} />}
    >
      <Form action={`${address}/settings`} state={form}>
        <HiddenField name="_version" value={String(review.version)} />
        <CheckboxGroup
          name="hidden"
          label={t('reviews.settings.hidden')}
          help={t('reviews.settings.hiddenHelp')}
          options={hideable.map((value) => ({ value, label: t(`reviews.hideable.${value}`) }))}
        />
        <NumberField
          name="appealDays"
          label={t('reviews.settings.appealDays')}
          help={t('reviews.settings.appealDaysHelp')}
        />
        {project.currency !== null && (
          <>
            <HiddenField name="inCurrency" value={project.currency} />
            <MoneyField
              name="approvalAbove"
              currency={project.currency}
              label={t('reviews.settings.approvalAbove')}
              help={t('reviews.settings.approvalAboveHelp')}
              optional
            />
          </>
        )}
        <FormActions>
          <SubmitButton>{t('reviews.settings.save')}</SubmitButton>
          <LinkButton href={address} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
