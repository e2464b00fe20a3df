import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { AddressField } from '../../components/code-field.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, HiddenField, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface SignUpModel {
  form: FormState
  action: string
  phones: boolean
  /** Whether one is a member at once, the staff of the association decide, or nobody comes by themselves. */
  joining: 'open' | 'request' | 'closed'
  /** Those by which newcomers come in. */
  providers: ReadonlyArray<{ name: string; href: string }>
  signInHref: string
  /** The unit whose link somebody followed; `none` where it takes nobody who comes by themselves. */
  unit: { id: string; name: string; asks: boolean } | 'none' | null
  /** The link of a member that somebody followed. */
  referral: { code: string; counts: boolean } | null
}

export function SignUpPage({
  form,
  action,
  phones,
  joining,
  providers,
  signInHref,
  unit,
  referral,
}: SignUpModel) {
  const t = useText()
  const { brand } = useView()
  const wanted = unit === 'none' ? null : unit
  return (
    <QuietLayout
      title={t('identity.signUp.title', { name: brand.name })}
      lead={
        joining === 'request'
          ? t(wanted ? 'identity.signUp.asksWithUnit' : 'identity.signUp.asks', {
              name: brand.name,
              unit: wanted?.name ?? '',
            })
          : joining === 'open' && wanted
            ? t(wanted.asks ? 'identity.signUp.unitAsks' : 'identity.signUp.unitJoins', { unit: wanted.name })
            : undefined
      }
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          {t('identity.signUp.haveAccount')} <a href={signInHref}>{t('identity.signIn.link')}</a>
        </p>
      }
    >
      {joining === 'closed' && (
        <Notice kind="info">{t('identity.signUp.closed', { name: brand.name })}</Notice>
      )}
      {unit === 'none' && joining !== 'closed' && (
        <Notice kind="info">{t('identity.signUp.unitNone', { name: brand.name })}</Notice>
      )}
      {referral && joining !== 'closed' && (
        <Notice kind="info">
          {t(referral.counts ? 'identity.signUp.brought' : 'identity.signUp.broughtByNobody')}
        </Notice>
      )}
      {providers.map(({ name, href }) => (
        <p key={href}>
          <LinkButton href={href} wide>
            {t('identity.signIn.with', { name })}
          </LinkButton>
        </p>
      ))}
      {joining !== 'closed' && (
        <Form action={action} state={form}>
          {referral?.counts && <HiddenField name="ref" value={referral.code} />}
          {wanted && <HiddenField name="unitId" value={wanted.id} />}
          <TextField name="givenName" label={t('identity.givenName')} autocomplete="given-name" />
          <TextField name="familyName" label={t('identity.familyName')} autocomplete="family-name" optional />
          <AddressField phones={phones} help={t('identity.signUp.addressHelp')} />
          {(wanted?.asks || joining === 'request') && (
            <TextArea
              name="message"
              label={t('identity.signUp.message')}
              help={t('identity.signUp.messageHelp', { unit: wanted?.asks ? wanted.name : brand.name })}
              optional
              maxlength={1000}
            />
          )}
          <SubmitButton wide>{t('identity.signUp.button')}</SubmitButton>
        </Form>
      )}
    </QuietLayout>
  )
}
