import type { Profile } from '../../../src/modules/identity/contract.ts'
import { zoneParts } from '../../../src/platform/presentation/time-zones.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import {
  FieldRow,
  FileField,
  Form,
  FormActions,
  HiddenField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ProfileModel {
  profile: Profile
  form: FormState
  timeZones: readonly string[]
  imageTypes: readonly string[]
}

export function ProfilePage({ profile, form, timeZones, imageTypes }: ProfileModel) {
  const t = useText()
  return (
    <PortalLayout title={t('identity.profile.title')} hasErrors={form.issues.length > 0}>
      <Facts
        items={[
          { label: t('identity.email'), value: profile.email },
          {
            label: t('identity.profile.memberSince'),
            value: <Time value={profile.createdAt} shown="date" />,
          },
        ]}
      />
      <Form action="/profile" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        <FieldRow>
          <TextField name="givenName" label={t('identity.givenName')} autocomplete="given-name" />
          <TextField name="familyName" label={t('identity.familyName')} autocomplete="family-name" />
        </FieldRow>
        <TextField
          name="title"
          label={t('identity.profile.jobTitle')}
          autocomplete="organization-title"
          optional
        />
        <TextField
          name="phone"
          type="tel"
          label={t('identity.profile.phone')}
          help={t('identity.profile.phoneHelp')}
          autocomplete="tel"
          width="medium"
          optional
        />
        <TextArea
          name="bio"
          label={t('identity.profile.bio')}
          help={t('identity.profile.bioHelp')}
          rows={4}
          optional
        />
        <FieldRow>
          <SelectField name="locale" label={t('identity.profile.language')} options={languages} />
          <SelectField
            name="timeZone"
            label={t('identity.profile.timeZone')}
            options={zoneOptions(timeZones)}
          />
        </FieldRow>
        <FormActions>
          <SubmitButton>{t('identity.profile.button')}</SubmitButton>
        </FormActions>
      </Form>
      <Section title={t('identity.photo.title')}>
        {profile.hasPhoto && (
          <div class="photo">
            <img
              src={`/api/v1/people/${profile.personId}/photo`}
              alt={t('identity.photo.alt')}
              width={96}
              height={96}
            />
            <ActionForm action="/profile/photo/remove" idempotencyKey={form.idempotencyKey}>
              {t('identity.photo.remove')}
            </ActionForm>
          </div>
        )}
        <Form action="/profile/photo" id="photo" multipart>
          <FileField
            name="bytes"
            label={t('identity.photo.label')}
            help={t('identity.photo.help')}
            accept={imageTypes}
          />
          <FormActions>
            <SubmitButton variant="secondary">{t('identity.photo.button')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </PortalLayout>
  )
}

function zoneOptions(zones: readonly string[]): Option[] {
  return zones
    .map((zone) => {
      const { region, place } = zoneParts(zone)
      return place ? { value: zone, label: place, group: region } : { value: zone, label: region }
    })
    .sort((a, b) => compare(a.group ?? '', b.group ?? '') || compare(a.label, b.label))
}

const { compare } = new Intl.Collator('en')

/** Each language in its own words: whoever looks for theirs can read it. */
const languages = [
  { value: 'en', label: 'English' },
  { value: 'uk', label: 'Українська' },
]
