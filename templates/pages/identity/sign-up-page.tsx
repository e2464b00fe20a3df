import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AddressField } from '../../components/code-field.tsx'
import { Form, SubmitButton, TextField } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export function SignUpPage({ form, phones }: { form: FormState; phones: boolean }) {
  const t = useText()
  const { brand } = useView()
  return (
    <QuietLayout
      title={t('identity.signUp.title', { name: brand.name })}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          {t('identity.signUp.haveAccount')} <a href="/sign-in">{t('identity.signIn.link')}</a>
        </p>
      }
    >
      <Form action="/sign-up" state={form}>
        <TextField name="givenName" label={t('identity.givenName')} autocomplete="given-name" />
        <TextField name="familyName" label={t('identity.familyName')} autocomplete="family-name" optional />
        <AddressField phones={phones} help={t('identity.signUp.addressHelp')} />
        <SubmitButton wide>{t('identity.signUp.button')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
