import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CodeField } from '../../components/code-field.tsx'
import { CheckboxField, Form, SubmitButton } from '../../components/form.tsx'
import { PasskeyForm } from '../../components/passkey-form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SecondStepModel {
  form: FormState
  action: string
  /** For whoever has neither the app nor a recovery code. */
  help: string
  /** Days for which a browser may be trusted; 0: it may not. */
  trustDays: number
  /** One of the account works here. */
  passkey: boolean
}

export function SecondStepPage({ form, action, help, trustDays, passkey }: SecondStepModel) {
  const t = useText()
  const isOver = form.issues.some(({ code }) => code === 'identity.codeExpired')
  return (
    <QuietLayout
      title={t('identity.secondStep.enter')}
      lead={isOver ? undefined : t('identity.secondStep.enterLead')}
      hasErrors={form.issues.length > 0}
      aside={
        !isOver && (
          <>
            <p>
              <a href={help}>{t('identity.resets.ask.link')}</a>
            </p>
            <p>
              <a href="/sign-in">{t('identity.signIn.back')}</a>
            </p>
          </>
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
            <CodeField label={t('identity.code')} help={t('identity.secondStep.codeHelp')} long />
            {trustDays > 0 && (
              <CheckboxField
                name="trust"
                label={t('identity.secondStep.trust', { days: trustDays })}
                help={t('identity.secondStep.trustHelp')}
              />
            )}
            <SubmitButton wide>{t('identity.signIn.button')}</SubmitButton>
          </>
        )}
      </Form>
      {passkey && !isOver && (
        <PasskeyForm
          action={action}
          purpose="secondStep"
          state={form}
          button={t('identity.signIn.passkey')}
          wide
        />
      )}
    </QuietLayout>
  )
}
