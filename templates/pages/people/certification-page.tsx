import type { CertificationReply } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { CertificationFields } from './certification-fields.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface CertificationModel {
  certification: CertificationReply
  form: FormState
  tabs: ProfileTabs
}

export function CertificationPage({ certification, form, tabs }: CertificationModel) {
  const t = useText()
  const { id, name, version } = certification
  return (
    <ProfileLayout tabs={tabs} title={name} form={form}>
      <Form action={`/profile/certifications/${id}`} state={form}>
        <HiddenField name="_version" value={String(version)} />
        <CertificationFields />
        <FormActions>
          <SubmitButton>{t('people.certifications.saveButton')}</SubmitButton>
          <a href="/profile/certifications">{t('layout.cancel')}</a>
        </FormActions>
      </Form>
      <ActionForm
        action={`/profile/certifications/${id}/remove`}
        idempotencyKey={form.idempotencyKey}
        variant="danger"
        confirm={t('people.certifications.confirm', { name })}
      >
        {t('people.certifications.remove')}
      </ActionForm>
    </ProfileLayout>
  )
}
