import type { Profile } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import {
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
} from '../../components/form.tsx'
import { zoneOptions } from '../../components/zone-options.ts'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface RegionModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
  timeZones: readonly string[]
}

export function RegionPage({ profile, form, tabs, timeZones }: RegionModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('people.region.title')} form={form}>
      <Form action="/profile/region" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        <FieldRow>
          <SelectField name="locale" label={t('people.region.language')} options={languages} />
          <SelectField name="timeZone" label={t('people.region.timeZone')} options={zoneOptions(timeZones)} />
        </FieldRow>
        <FormActions>
          <SubmitButton>{t('people.profile.button')}</SubmitButton>
        </FormActions>
      </Form>
    </ProfileLayout>
  )
}

/** Each language in its own words: whoever looks for theirs can read it. */
const languages = [
  { value: 'en', label: 'English' },
  { value: 'uk', label: 'Українська' },
]
