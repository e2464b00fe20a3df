import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CodeField } from '../../components/code-field.tsx'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface EnterCodeModel {
  form: FormState
  action: string
  /** What the code is for. */
  purpose: 'signIn' | 'join' | 'resetPassword' | 'changeAddress'
  /** Where another code is asked for. */
  again: string
}

/** The same page for every address, known or not. */
export function EnterCodePage({ form, action, purpose, again }: EnterCodeModel) {
  const t = useText()
  const { demo } = useView()
  const isOver = form.issues.some(({ code }) => code === 'identity.codeExpired')
  const choosesPassword = purpose === 'join' || purpose === 'resetPassword'
  return (
    <QuietLayout
      title={t(`identity.enterCode.${purpose}.title`)}
      lead={isOver ? undefined : t(`identity.enterCode.${purpose}.lead`)}
      hasErrors={form.issues.length > 0}
      aside={
        !isOver && (
          <p>
            {t('identity.enterCode.late')} <a href={again}>{t('identity.enterCode.again')}</a>
          </p>
        )
      }
    >
      <Form action={action} state={form}>
        {isOver ? (
          <LinkButton href={again} variant="primary" wide>
            {t('identity.enterCode.again')}
          </LinkButton>
        ) : (
          <>
            <CodeField label={t('identity.code')} help={t('identity.codeHelp')} />
            {choosesPassword && (
              <PasswordField
                name="password"
                label={t('identity.newPassword.label')}
                help={t('identity.passwordHelp')}
                autocomplete="new-password"
              />
            )}
            <SubmitButton wide>{t(`identity.enterCode.${purpose}.button`)}</SubmitButton>
          </>
        )}
      </Form>
      {demo && !isOver && (
        <p>
          {t('identity.enterCode.demo')} <a href="/dev/mail">{t('identity.enterCode.demoMail')}</a> ·{' '}
          <a href="/dev/sms">{t('identity.enterCode.demoSms')}</a>
        </p>
      )}
    </QuietLayout>
  )
}
