import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SelectField, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ActForModel {
  person: { personId: string; name: string }
  minutes: readonly number[]
  form: FormState
}

/** Says what will happen, and who hears of it, before it begins. */
export function ActForPage({ person: { personId, name }, minutes, form }: ActForModel) {
  const t = useText()
  const address = `/people/${personId}`
  const title = t('identity.acting.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('identity.acting.lead', { name })}
          breadcrumbs={[{ label: name, href: address }]}
        />
      }
    >
      <Form action={`${address}/act-for`} state={form}>
        <ul>
          <li>{t('identity.acting.both', { name })}</li>
          <li>{t('identity.acting.told', { name })}</li>
          <li>{t('identity.acting.not')}</li>
        </ul>
        <TextArea
          name="reason"
          label={t('identity.acting.reason')}
          help={t('identity.acting.reasonHelp')}
          maxlength={500}
        />
        <SelectField
          name="minutes"
          label={t('identity.acting.minutes')}
          width="medium"
          options={minutes.map((count) => ({
            value: String(count),
            label: t('identity.acting.forMinutes', { count }),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('identity.acting.begin', { name })}</SubmitButton>
          <LinkButton href={address} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
