import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { AddressField } from '../../components/code-field.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { PasskeyForm } from '../../components/passkey-form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SignInModel {
  form: FormState
  action: string
  /** The way in without a password. */
  codeAction: string
  phones: boolean
  /** Those that vouch for the association's people, and the way to each. */
  providers: Array<{ name: string; href: string }>
  /** The other ways are for those who look after the providers. */
  providerOnly: boolean
  /** Where one says which association is meant; null where that is known. */
  chooseHref: string | null
  /** Null where no passkey works at this host. */
  passkeyAction: string | null
}

export function SignInPage({
  form,
  action,
  codeAction,
  phones,
  providers,
  providerOnly,
  chooseHref,
  passkeyAction,
}: SignInModel) {
  const t = useText()
  const otherWays = (
    <>
      <Form action={action} state={form}>
        <AddressField phones={phones} passkeys={passkeyAction !== null} />
        <PasswordField name="password" label={t('identity.password')} autocomplete="current-password" />
        <SubmitButton wide>{t('identity.signIn.button')}</SubmitButton>
      </Form>
      {passkeyAction !== null && (
        <PasskeyForm
          action={passkeyAction}
          purpose="signIn"
          state={form}
          button={t('identity.signIn.passkey')}
          wide
        />
      )}
      <p>
        <a href={codeAction}>{t('identity.signInCode.link')}</a>
      </p>
      <p>
        <a href="/forgot-password">{t('identity.forgot.link')}</a>
      </p>
    </>
  )
  return (
    <QuietLayout
      title={t('identity.signIn.title')}
      hasErrors={form.issues.length > 0}
      aside={
        !providerOnly && (
          <p>
            {t('identity.signIn.newHere')} <a href="/sign-up">{t('identity.signUp.link')}</a>
          </p>
        )
      }
    >
      {chooseHref && (
        <p>
          {t('identity.signIn.choose')} <a href={chooseHref}>{t('identity.signIn.chooseLink')}</a>
        </p>
      )}
      {providers.length > 0 && (
        <div class="providers">
          {providers.map(({ name, href }) => (
            <LinkButton key={href} href={href} variant={providerOnly ? 'primary' : 'secondary'} wide>
              {t('identity.signIn.with', { name })}
            </LinkButton>
          ))}
          {!providerOnly && <p class="divider">{t('identity.signIn.or')}</p>}
        </div>
      )}
      {providerOnly ? (
        <Disclosure summary={t('identity.signIn.otherWays')} open={form.issues.length > 0}>
          <p>{t('identity.signIn.otherWaysHelp')}</p>
          {otherWays}
        </Disclosure>
      ) : (
        otherWays
      )}
    </QuietLayout>
  )
}
