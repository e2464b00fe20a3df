import type { Profile } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import {
  FieldRow,
  FileField,
  Form,
  FormActions,
  HiddenField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface NamesModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
  imageTypes: readonly string[]
}

export function NamesPage({ profile, form, tabs, imageTypes }: NamesModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('people.names.title')} form={form}>
      <Facts
        items={[
          ...(profile.email === null ? [] : [{ label: t('people.email'), value: profile.email }]),
          ...(profile.signInPhone === null
            ? []
            : [{ label: t('people.contact.phone'), value: profile.signInPhone }]),
          { label: t('people.profile.memberSince'), value: <Time value={profile.createdAt} shown="date" /> },
        ]}
      />
      <Form action="/profile" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        <FieldRow>
          <TextField
            name="givenName"
            label={t('people.names.given')}
            help={t('people.names.oneIsEnough')}
            autocomplete="given-name"
            optional
          />
          <TextField
            name="familyName"
            label={t('people.names.family')}
            help={t('people.names.oneIsEnough')}
            autocomplete="family-name"
            optional
          />
        </FieldRow>
        <TextField
          name="patronymic"
          label={t('people.names.patronymic')}
          help={t('people.names.patronymicHelp')}
          autocomplete="additional-name"
          optional
        />
        <TextField
          name="nativeName"
          label={t('people.names.native')}
          help={t('people.names.nativeHelp')}
          autocomplete="off"
          optional
        />
        <FormActions>
          <SubmitButton>{t('people.profile.button')}</SubmitButton>
        </FormActions>
      </Form>
      <Section title={t('people.photo.title')}>
        {profile.photo && (
          <div class="photo">
            <img src={profile.photo} alt={t('people.photo.alt')} width={96} height={96} />
            <ActionForm action="/profile/photo/remove" idempotencyKey={form.idempotencyKey}>
              {t('people.photo.remove')}
            </ActionForm>
          </div>
        )}
        <Form action="/profile/photo" id="photo" multipart>
          <FileField
            name="file"
            label={t('people.photo.label')}
            help={t('people.photo.help')}
            accept={imageTypes}
          />
          <FormActions>
            <SubmitButton variant="secondary">{t('people.photo.button')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </ProfileLayout>
  )
}
