import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export function ConfirmAddressPage({ action, form }: { action: string; form: FormState }) {
  const t = useText()
  const { brand } = useView()
  const isExpired = form.issues.some(({ code }) => code === 'identity.linkExpired')
  return (
    <QuietLayout
      title={t('identity.confirm.title')}
      lead={isExpired ? undefined : t('identity.confirm.lead', { name: brand.name })}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/sign-in">{t('identity.signIn.back')}</a>
        </p>
      }
    >
      <Form action={action} state={form}>
        {isExpired ? (
          <>
            <p>{t('identity.confirm.expired')}</p>
            <LinkButton href="/sign-up" variant="primary" wide>
              {t('identity.confirm.again')}
            </LinkButton>
          </>
        ) : (
          <>
            <PasswordField
              name="password"
              label={t('identity.password')}
              help={t('identity.passwordHelp')}
              autocomplete="new-password"
            />
            <SubmitButton wide>{t('identity.confirm.button')}</SubmitButton>
          </>
        )}
      </Form>
    </QuietLayout>
  )
}
