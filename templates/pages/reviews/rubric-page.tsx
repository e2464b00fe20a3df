import type { ReviewReply } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import {
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Repeated } from '../../components/repeated.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { addressOf, useWay } from './review-words.tsx'

export interface RubricModel {
  review: ReviewReply
  most: number
  form: FormState
}

export function RubricPage({ review, most, form }: RubricModel) {
  const t = useText()
  const { project, criteria } = review
  const address = addressOf(project)
  const title = t('reviews.rubric.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('reviews.rubric.help')} breadcrumbs={useWay(project)} />}
    >
      <Form action={`${address}/rubric`} state={form}>
        <HiddenField name="_version" value={String(review.version)} />
        {project.status === 'published' && (
          <TextArea
            name="addendum.text"
            label={t('reviews.rubric.addendum')}
            help={t('reviews.rubric.addendumHelp')}
            rows={4}
            maxlength={10_000}
          />
        )}
        <Repeated
          name="criteria"
          legend={t('reviews.rubric.criteria')}
          help={t('reviews.rubric.criteriaHelp')}
          add={t('reviews.rubric.add')}
          rowLegend={(number) => t('reviews.rubric.row', { number })}
          rows={Math.max(1, criteria.length)}
          most={most}
        >
          {(at, index) => (
            <>
              <TextField
                name={`${at}.name`}
                label={t('reviews.rubric.name')}
                value={criteria[index]?.name}
                maxlength={160}
              />
              <TextArea
                name={`${at}.guidance`}
                label={t('reviews.rubric.guidance')}
                value={criteria[index]?.guidance ?? undefined}
                rows={2}
                maxlength={1000}
                optional
              />
              <FieldRow>
                <NumberField
                  name={`${at}.weight`}
                  label={t('reviews.rubric.weight')}
                  value={String(criteria[index]?.weight ?? 1)}
                />
                <NumberField
                  name={`${at}.mostPoints`}
                  label={t('reviews.rubric.mostPoints')}
                  value={String(criteria[index]?.mostPoints ?? 10)}
                />
              </FieldRow>
            </>
          )}
        </Repeated>
        <FormActions>
          <SubmitButton>{t('reviews.rubric.save')}</SubmitButton>
          <LinkButton href={address} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
