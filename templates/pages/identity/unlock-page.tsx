import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

/** A press of the button, not the visit: programs that look through mail visit every link. */
export function UnlockPage({ form, action }: { form: FormState; action: string }) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.unlock.title')}
      lead={t('identity.unlock.lead')}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/sign-in">{t('identity.signIn.back')}</a>
        </p>
      }
    >
      <Form action={action} state={form}>
        <SubmitButton wide>{t('identity.unlock.button')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
