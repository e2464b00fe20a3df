import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AddressField } from '../../components/code-field.tsx'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SignInCodeModel {
  form: FormState
  action: string
  phones: boolean
}

export function SignInCodePage({ form, action, phones }: SignInCodeModel) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.signInCode.title')}
      lead={t('identity.signInCode.lead')}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/sign-in">{t('identity.signInCode.withPassword')}</a>
        </p>
      }
    >
      <Form action={action} state={form}>
        <AddressField phones={phones} />
        <SubmitButton wide>{t('identity.sendCode')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
