import type { PlacesToInvite, RolesToGive } from '../../../src/modules/invitations/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import {
  DateField,
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'
import { LetterFields } from './letter-fields.tsx'

export interface InviteModel {
  unit: PlacesToInvite['items'][number]
  places: PlacesToInvite['items']
  roles: RolesToGive['items']
  locales: readonly string[]
  form: FormState
}

export function InvitePage({ unit, places, roles, locales, form }: InviteModel) {
  const t = useText()
  const { locale } = useView()
  const title = t('invitations.invite.title', { unit: unit.name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('invitations.invite.lead')}
          breadcrumbs={[{ label: t('invitations.title'), href: '/invitations' }]}
        />
      }
    >
      {places.length > 1 && (
        <Disclosure summary={t('invitations.invite.otherUnit')}>
          <Form action="/invitations/new" method="get" id="place">
            <SelectField
              name="unit"
              label={t('invitations.unit')}
              width="medium"
              value={unit.id}
              options={places.map(({ id, name, level }) => ({
                value: id,
                label: `${'\u2003'.repeat(level)}${name}`,
              }))}
            />
            <FormActions>
              <Button type="submit">{t('invitations.invite.chooseUnit')}</Button>
            </FormActions>
          </Form>
        </Disclosure>
      )}
      <Form action={`/invitations/new?unit=${unit.id}`} state={form}>
        <HiddenField name="unitId" value={unit.id} />
        <TextField
          name="address"
          label={t('invitations.address')}
          help={t('invitations.addressHelp')}
          autocapitalize="none"
          inputmode="email"
          spellcheck={false}
          autocomplete="off"
        />
        <FieldRow>
          <TextField name="givenName" label={t('invitations.givenName')} autocomplete="off" optional />
          <TextField name="familyName" label={t('invitations.familyName')} autocomplete="off" optional />
        </FieldRow>
        {roles.length > 0 && (
          <FieldRow>
            <SelectField
              name="role"
              label={t('invitations.role')}
              help={t('invitations.roleHelp')}
              prompt={t('invitations.noRole')}
              options={roles.map(({ role, name }) => ({
                value: role,
                label: roleWords(t, locale, role, name),
              }))}
              optional
            />
            <DateField
              name="roleEndsAt"
              label={t('invitations.roleEndsAt')}
              help={t('invitations.roleEndsAtHelp')}
              optional
            />
          </FieldRow>
        )}
        <LetterFields locales={locales} />
        <FormActions>
          <SubmitButton>{t('invitations.invite.send')}</SubmitButton>
          <LinkButton href="/invitations" variant="quiet">
            {t('invitations.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
