import type { Subscription } from '../../../src/modules/notifications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface UnsubscribeModel {
  subscription: Subscription
  action: string
  form: FormState
  done: boolean
}

export function UnsubscribePage({ subscription, action, form, done }: UnsubscribeModel) {
  const t = useText()
  const values = {
    topic: subscription.labelText,
    channel: t(`notifications.channels.${subscription.channel}`),
  }
  return (
    <QuietLayout
      title={t(done ? 'notifications.unsubscribe.doneTitle' : 'notifications.unsubscribe.title')}
      lead={t(done ? 'notifications.unsubscribe.done' : 'notifications.unsubscribe.lead', values)}
      hasErrors={form.issues.length > 0}
      aside={
        <p>
          <a href="/profile/notifications">{t('notifications.unsubscribe.all')}</a>
        </p>
      }
    >
      {!done && (
        <Form action={action} state={form}>
          <SubmitButton wide>{t('notifications.unsubscribe.button')}</SubmitButton>
        </Form>
      )}
    </QuietLayout>
  )
}
