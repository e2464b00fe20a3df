import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export function StopResetPage({ form, action }: { form: FormState; action: string }) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.resets.stop')}
      lead={t('identity.resets.stopLead')}
      hasErrors={form.issues.length > 0}
    >
      <Form action={action} state={form}>
        <SubmitButton wide>{t('identity.resets.stop')}</SubmitButton>
      </Form>
    </QuietLayout>
  )
}
