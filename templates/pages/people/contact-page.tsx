import type { Profile } from '../../../src/modules/people/contract.ts'
import type { FormState, Translate } from '../../../src/platform/presentation/view.ts'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import {
  FieldRow,
  Fieldset,
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface ContactModel {
  profile: Profile
  form: FormState
  tabs: ProfileTabs
  countries: Array<{ code: string; name: string }>
}

export function ContactPage({ profile, form, tabs, countries }: ContactModel) {
  const t = useText()
  return (
    <ProfileLayout tabs={tabs} title={t('people.contact.title')} form={form}>
      <p>{t('people.contact.whoSees')}</p>
      <DescriptionList items={signsInWith(profile, t)} />
      <Form action="/profile/contact" state={form}>
        <HiddenField name="_version" value={String(profile.version)} />
        <TextField
          name="phone"
          type="tel"
          label={t(profile.signInPhone === null ? 'people.contact.phone' : 'people.contact.otherPhone')}
          help={t('people.contact.phoneHelp')}
          autocomplete="tel"
          width="medium"
          optional
        />
        <Fieldset legend={t('people.contact.address')}>
          <SelectField
            name="country"
            label={t('people.contact.country')}
            options={countries.map(({ code, name }) => ({ value: code, label: name }))}
            autocomplete="country"
            optional
          />
          <TextArea
            name="addressLines"
            label={t('people.contact.lines')}
            rows={2}
            autocomplete="street-address"
            optional
          />
          <FieldRow>
            <TextField
              name="postalCode"
              label={t('people.contact.postalCode')}
              autocomplete="postal-code"
              width="short"
              optional
            />
            <TextField name="city" label={t('people.contact.city')} autocomplete="address-level2" optional />
          </FieldRow>
          <TextField
            name="region"
            label={t('people.contact.region')}
            autocomplete="address-level1"
            optional
          />
          <TextField
            name="position"
            label={t('people.contact.position')}
            help={t('people.contact.positionHelp')}
            autocomplete="off"
            width="medium"
            optional
          />
        </Fieldset>
        <FormActions>
          <SubmitButton>{t('people.profile.button')}</SubmitButton>
        </FormActions>
      </Form>
    </ProfileLayout>
  )
}

/** What is known already is shown, not asked for again; it changes where one changes how to sign in. */
function signsInWith({ email, signInPhone }: Profile, t: Translate): Description[] {
  const change = (label: string) => (
    <a href="/account/security" aria-label={t('people.contact.changeOf', { label })}>
      {t('people.contact.change')}
    </a>
  )
  return [
    { label: t('people.email'), value: email },
    { label: t('people.contact.phone'), value: signInPhone },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value, action: change(label) }]))
}
