import type { Profile } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { useText } from '../../view-context.tsx'
import { CertificationFields } from './certification-fields.tsx'
import { CertificationList } from './certification-list.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface CertificationsModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
}

export function CertificationsPage({ profile, form, tabs }: CertificationsModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('people.certifications.title')} form={form}>
      <CertificationList
        own
        certifications={profile.certifications}
        empty={
          <EmptyState title={t('people.certifications.none')} icon="file">
            {t('people.certifications.noneHelp')}
          </EmptyState>
        }
      />
      <Section title={t('people.certifications.add')} id="add">
        <Form action="/profile/certifications" state={form}>
          <CertificationFields />
          <FormActions>
            <SubmitButton>{t('people.certifications.addButton')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </ProfileLayout>
  )
}
