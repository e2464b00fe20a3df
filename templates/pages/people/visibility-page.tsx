import type { Audience, PlacePrecision, Profile, ShownPart } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SelectField,
  SubmitButton,
} from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface VisibilityModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
  audiences: readonly Audience[]
  parts: readonly ShownPart[]
  precisions: readonly PlacePrecision[]
}

/** Who finds somebody, and then who sees which part: the same five answers everywhere. */
export function VisibilityPage({ profile, form, tabs, audiences, parts, precisions }: VisibilityModel) {
  const t = useText()
  const audienceOf = (value: Audience) => ({ value, label: t(`people.visibility.audiences.${value}`) })
  return (
    <ProfileLayout tabs={tabs} title={t('people.visibility.title')} form={form}>
      <p>{t('people.visibility.lead')}</p>
      <Form action="/profile/visibility" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        <RadioGroup
          name="shownTo"
          label={t('people.visibility.shownTo')}
          options={audiences.map((value) => ({
            ...audienceOf(value),
            help: t(`people.visibility.listed.${value}`),
          }))}
        />
        <h2>{t('people.visibility.parts')}</h2>
        <p>{t('people.visibility.partsHelp')}</p>
        {parts.map((part) => (
          <SelectField
            key={part}
            name={`${part}To`}
            label={t(`people.visibility.part.${part}`)}
            options={audiences.map(audienceOf)}
          />
        ))}
        <SelectField
          name="placePrecision"
          label={t('people.visibility.precision')}
          help={t('people.visibility.precisionHelp')}
          options={precisions.map((value) => ({
            value,
            label: t(`people.visibility.precisions.${value}`),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('people.profile.button')}</SubmitButton>
          {profile.shownTo !== 'nobody' && profile.shownTo !== 'staff' && (
            <LinkButton href={`/directory/${profile.personId}`} variant="quiet">
              {t('people.visibility.look')}
            </LinkButton>
          )}
        </FormActions>
      </Form>
    </ProfileLayout>
  )
}
