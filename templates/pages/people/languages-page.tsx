import type { LanguageLevel, Profile } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import {
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
} from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface LanguagesModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
  /** How many lines the form has: those that are filled, and some to fill. */
  rows: number
  languages: Array<{ code: string; name: string }>
  levels: readonly LanguageLevel[]
}

export function LanguagesPage({ profile, form, tabs, rows, languages, levels }: LanguagesModel) {
  const t = useText()
  const options = languages.map(({ code, name }) => ({ value: code, label: name }))
  const levelOptions = levels.map((level) => ({
    value: level,
    label: t(`people.languages.levels.${level}`),
  }))
  return (
    <ProfileLayout tabs={tabs} title={t('people.languages.title')} form={form}>
      <p>{t('people.languages.help')}</p>
      <Form action="/profile/languages" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        {Array.from({ length: rows }, (_, index) => (
          <FieldRow key={index}>
            <SelectField
              name={`languages.${index}.language`}
              label={t('people.languages.language', { number: index + 1 })}
              options={options}
              optional
            />
            <SelectField
              name={`languages.${index}.level`}
              label={t('people.languages.level')}
              options={levelOptions}
              optional
            />
          </FieldRow>
        ))}
        <FormActions>
          <SubmitButton>{t('people.profile.button')}</SubmitButton>
        </FormActions>
      </Form>
    </ProfileLayout>
  )
}
