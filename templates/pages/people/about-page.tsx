import type { Profile } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, FormActions, HiddenField, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface AboutModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
}

export function AboutPage({ profile, form, tabs }: AboutModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('people.about.title')} form={form}>
      <Form action="/profile/about" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        <TextField
          name="title"
          label={t('people.about.jobTitle')}
          autocomplete="organization-title"
          optional
        />
        <TextArea name="bio" label={t('people.about.bio')} help={t('people.about.bioHelp')} optional />
        <TextField
          name="worksSince"
          label={t('people.about.worksSince')}
          help={t('people.about.worksSinceHelp')}
          inputmode="numeric"
          width="short"
          optional
        />
        <TextArea
          name="skills"
          label={t('people.about.skills')}
          help={t('people.about.oneALine')}
          rows={4}
          optional
        />
        <TextArea
          name="links"
          label={t('people.about.links')}
          help={t('people.about.linksHelp')}
          rows={3}
          spellcheck={false}
          optional
        />
        <FormActions>
          <SubmitButton>{t('people.profile.button')}</SubmitButton>
        </FormActions>
      </Form>
    </ProfileLayout>
  )
}
