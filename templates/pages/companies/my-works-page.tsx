import type { WorkReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from '../people/profile-layout.tsx'
import { WorkFields } from './work-fields.tsx'
import { WorkList } from './work-list.tsx'

export interface MyWorksModel {
  works: WorkReply[]
  form: FormState
  tabs: ProfileTabs
}

export function MyWorksPage({ works, form, tabs }: MyWorksModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('companies.works.title')} form={form}>
      {works.length === 0 ? (
        <EmptyState title={t('companies.works.none')} icon="work">
          {t('companies.works.noneHelp')}
        </EmptyState>
      ) : (
        <WorkList works={works} own />
      )}
      <Section title={t('companies.works.new')} id="add" description={t('companies.works.newLead')}>
        <Form action="/profile/works" state={form}>
          <WorkFields />
          <FormActions>
            <SubmitButton>{t('companies.works.addButton')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </ProfileLayout>
  )
}
