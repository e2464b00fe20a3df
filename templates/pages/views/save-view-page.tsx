import type { PlacesToShare } from '../../../src/modules/views/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SaveViewModel {
  places: PlacesToShare['items']
  /** The list that it is a view of. */
  back: string
  form: FormState
}

export function SaveViewPage({ places, back, form }: SaveViewModel) {
  const t = useText()
  const title = t('views.save.title')
  const isTaken = form.issues.some(({ code }) => code === 'views.nameTaken') || Boolean(form.values.replace)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('views.save.lead')} />}
    >
      <Form action={`/views/new?${new URLSearchParams({ back })}`} state={form}>
        <HiddenField name="list" />
        <HiddenField name="query" />
        <TextField name="name" label={t('views.name')} maxlength={60} width="medium" />
        {isTaken && <CheckboxField name="replace" label={t('views.replace')} help={t('views.replaceHelp')} />}
        <CheckboxField name="isDefault" label={t('views.isDefault')} help={t('views.isDefaultHelp')} />
        {places.length > 0 && (
          <SelectField
            name="sharedAt"
            label={t('views.sharedAt')}
            help={t('views.sharedAtHelp')}
            optional
            width="medium"
            prompt={t('views.notShared')}
            options={places.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          />
        )}
        <FormActions>
          <SubmitButton>{t('views.save.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('views.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
