import type { FilledFields } from '../../../src/modules/fields/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { CustomFields } from '../../components/custom-fields.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from '../people/profile-layout.tsx'
import { FilledList } from './filled-list.tsx'

export interface MyFieldsModel {
  filled: FilledFields
  form: FormState
  tabs: ProfileTabs
}

export function MyFieldsPage({ filled, form, tabs }: MyFieldsModel) {
  const t = useText()
  const own = filled.fields.filter(({ isEditable }) => isEditable)
  return (
    <ProfileLayout tabs={tabs} title={t('fields.mine.title')} form={form}>
      {filled.fields.length === 0 && (
        <EmptyState title={t('fields.mine.none')} icon="profile">
          {t('fields.mine.noneHelp')}
        </EmptyState>
      )}
      <FilledList filled={filled} />
      {own.length > 0 && (
        <Form action="/profile/fields" state={form}>
          <CustomFields fields={own} />
          <FormActions>
            <SubmitButton>{t('fields.fill.button')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </ProfileLayout>
  )
}
