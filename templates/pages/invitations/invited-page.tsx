import type { Invited } from '../../../src/modules/invitations/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Form, PasswordField, RadioGroup, SubmitButton, TextField } from '../../components/form.tsx'
import { Time } from '../../components/time.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'

export interface InvitedModel {
  invited: Invited
  action: string
  form: FormState
}

/** Who invites into what, and the way in; or why there is none any more, and what to do. */
export function InvitedPage({ invited, action, form }: InvitedModel) {
  const t = useText()
  const { locale } = useView()
  const { association, unit, state, reader, role, roleName, claimedName, greeting } = invited
  if (state !== 'open')
    return (
      <QuietLayout
        title={t(`invitations.over.${state}`)}
        lead={t(`invitations.over.${state}Help`, { association })}
      >
        <p>
          <LinkButton href="/" variant="primary" wide>
            {t('invitations.over.home')}
          </LinkButton>
        </p>
      </QuietLayout>
    )
  return (
    <QuietLayout
      title={t('invitations.invited.title', { association })}
      lead={
        invited.invitedBy === null
          ? t('invitations.invited.leadNobody', { unit: unit ?? association })
          : t('invitations.invited.lead', { by: invited.invitedBy, unit: unit ?? association })
      }
      hasErrors={form.issues.length > 0}
    >
      {greeting && <blockquote>{greeting}</blockquote>}
      <DescriptionList
        items={[
          { label: t('invitations.invited.for'), value: invited.address },
          ...(claimedName ? [{ label: t('invitations.invited.claims'), value: claimedName }] : []),
          ...(role ? [{ label: t('invitations.role'), value: roleWords(t, locale, role, roleName) }] : []),
          ...(invited.roleEndsAt
            ? [
                {
                  label: t('invitations.roleEndsAt'),
                  value: <Time value={invited.roleEndsAt} zone={invited.timeZone} />,
                },
              ]
            : []),
          {
            label: t('invitations.expiresAt'),
            value: <Time value={invited.expiresAt} zone={invited.timeZone} />,
          },
        ]}
      />
      {invited.needsSecondFactor && <p>{t('invitations.invited.secondFactor')}</p>}
      <WayIn invited={invited} reader={reader} action={action} form={form} />
    </QuietLayout>
  )
}

function WayIn({ invited, reader, action, form }: InvitedModel & { reader: Invited['reader'] }) {
  const t = useText()
  const next = encodeURIComponent(action)
  const providers = invited.providers.map(({ id, name }) => (
    <p key={id}>
      <LinkButton href={`/sign-in/with/${id}?next=${next}`} wide>
        {t('identity.signIn.with', { name })}
      </LinkButton>
    </p>
  ))
  if (reader === 'you')
    return (
      <ActionForm action={`${action}/accept`} idempotencyKey={form.idempotencyKey} variant="primary" wide>
        {t('invitations.invited.accept')}
      </ActionForm>
    )
  if (reader === 'other')
    return (
      <>
        <p>{t('invitations.invited.other', { address: invited.address })}</p>
        <ActionForm action="/sign-out" idempotencyKey={form.idempotencyKey} variant="primary" wide>
          {t('invitations.invited.signOut')}
        </ActionForm>
      </>
    )
  if (reader === 'signIn' || invited.providerOnly)
    return (
      <>
        {reader === 'signIn' && <p>{t('invitations.invited.known')}</p>}
        {providers}
        {!invited.providerOnly && (
          <p>
            <LinkButton href={`/sign-in?next=${next}`} variant="primary" wide>
              {t('identity.signIn.link')}
            </LinkButton>
          </p>
        )}
      </>
    )
  return (
    <>
      {providers}
      <Form action={action} state={form}>
        {invited.claimedName === null && (
          <>
            <TextField name="givenName" label={t('identity.givenName')} autocomplete="given-name" />
            <TextField
              name="familyName"
              label={t('identity.familyName')}
              autocomplete="family-name"
              optional
            />
          </>
        )}
        <RadioGroup
          name="way"
          label={t('invitations.invited.way')}
          options={[
            {
              value: 'password',
              label: t('invitations.invited.byPassword'),
              reveal: (
                <PasswordField
                  name="password"
                  label={t('identity.password')}
                  help={t('identity.passwordHelp')}
                  autocomplete="new-password"
                />
              ),
            },
            {
              value: 'other',
              label: t('invitations.invited.byPasskey'),
              help: t('invitations.invited.byPasskeyHelp'),
            },
          ]}
        />
        <SubmitButton wide>{t('invitations.invited.accept')}</SubmitButton>
      </Form>
    </>
  )
}
