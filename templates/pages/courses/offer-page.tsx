import type { CourseReply } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface OfferModel {
  course: CourseReply
  form: FormState
}

/** To whom a course is offered, for how long and to how many. */
export function OfferPage({ course: { id, slug, title, version }, form }: OfferModel) {
  const t = useText()
  const back = `/courses/${slug}`
  return (
    <PortalLayout
      title={t('courses.offer.title')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('courses.offer.title')}
          lead={t('courses.offer.lead')}
          breadcrumbs={[
            { label: t('courses.list.title'), href: '/written-courses' },
            { label: title, href: back },
          ]}
        />
      }
    >
      <Form action={`/written-courses/${id}/offer`} state={form}>
        <HiddenField name="_version" value={String(version)} />
        <RadioGroup
          name="visibility"
          label={t('courses.visibility')}
          options={(['public', 'members', 'unit'] as const).map((value) => ({
            value,
            label: t(`courses.visibilities.${value}`),
          }))}
        />
        <CheckboxField name="isFeatured" label={t('courses.offer.featured')} />
        <NumberField
          name="accessDays"
          label={t('courses.access')}
          help={t('courses.offer.accessHelp')}
          unit={t('courses.dayUnit')}
          optional
        />
        <NumberField
          name="capacity"
          label={t('courses.capacity')}
          help={t('courses.offer.capacityHelp')}
          optional
        />
        <TextField
          name="timeZone"
          label={t('courses.timeZone')}
          help={t('courses.timeZoneHelp')}
          width="medium"
        />
        <FormActions>
          <SubmitButton>{t('courses.save')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
