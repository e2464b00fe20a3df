import type { ClaimablePerson } from '../../../src/modules/invitations/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { LetterFields } from './letter-fields.tsx'

export interface ClaimModel {
  person: ClaimablePerson
  locales: readonly string[]
  form: FormState
}

export function ClaimPage({ person, locales, form }: ClaimModel) {
  const t = useText()
  const title = t('invitations.claim.title', { name: person.name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={person.signsIn ? undefined : t('invitations.claim.lead')}
          breadcrumbs={[{ label: person.name, href: `/people/${person.personId}` }]}
        />
      }
    >
      {person.signsIn ? (
        <Notice kind="info">{t('invitations.claim.signsIn', { name: person.name })}</Notice>
      ) : (
        <Form action={`/people/${person.personId}/invite`} state={form}>
          <TextField
            name="address"
            label={t('invitations.address')}
            help={t('invitations.claim.addressHelp')}
            autocapitalize="none"
            inputmode="email"
            spellcheck={false}
            autocomplete="off"
          />
          <LetterFields locales={locales} />
          <FormActions>
            <SubmitButton>{t('invitations.invite.send')}</SubmitButton>
            <LinkButton href={`/people/${person.personId}`} variant="quiet">
              {t('invitations.cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
