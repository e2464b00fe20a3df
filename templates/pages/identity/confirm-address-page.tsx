import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export function ConfirmAddressPage({ action, form }: { action: string; form: FormState }) {
  const t = useText()
  const { brand } = useView()
  const expired = form.issues.length > 0
  return (
    <QuietLayout title={t('identity.confirm.title')} hasErrors={expired}>
      {!expired && <p>{t('identity.confirm.lead', { name: brand.name })}</p>}
      <Form action={action} state={form}>
        {expired ? null : <SubmitButton wide>{t('identity.confirm.button')}</SubmitButton>}
      </Form>
      {expired && (
        <p>
          <a href="/sign-up">{t('identity.confirm.again')}</a> ·{' '}
          <a href="/sign-in">{t('identity.signIn.link')}</a>
        </p>
      )}
    </QuietLayout>
  )
}
