import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface AskForResetModel {
  form: FormState
  action: string
  back: string
}

/** For whoever has taken the first step and cannot take the second. */
export function AskForResetPage({ form, action, back }: AskForResetModel) {
  const t = useText()
  const isOver = form.issues.some(({ code }) => code === 'identity.codeExpired')
  return (
    <QuietLayout
      title={t('identity.resets.ask.title')}
      lead={isOver ? undefined : t('identity.resets.ask.lead')}
      hasErrors={form.issues.length > 0}
      aside={
        !isOver && (
          <p>
            <a href={back}>{t('identity.signIn.back')}</a>
          </p>
        )
      }
    >
      <Form action={action} state={form}>
        {isOver ? (
          <LinkButton href="/sign-in" variant="primary" wide>
            {t('identity.signIn.back')}
          </LinkButton>
        ) : (
          <>
            <ul>
              <li>{t('identity.resets.ask.told')}</li>
              <li>{t('identity.resets.ask.waits')}</li>
              <li>{t('identity.resets.ask.then')}</li>
            </ul>
            <SubmitButton wide>{t('identity.resets.ask.button')}</SubmitButton>
          </>
        )}
      </Form>
    </QuietLayout>
  )
}
