import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { CodeField } from '../../components/code-field.tsx'
import { Form, PasswordField, SubmitButton } from '../../components/form.tsx'
import { PasskeyForm } from '../../components/passkey-form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface StepUpModel {
  form: FormState
  /** The strongest that the account has. */
  way: 'app' | 'password' | 'code'
  /** One of the account works here. */
  passkey: boolean
  /** A code was sent, so that one is asked for instead of the password. */
  sent: boolean
  action: string
  codeAction: string
  /** Fields of the form that waits. */
  carried: ReadonlyArray<readonly [string, string]>
}

export function StepUpPage({ form, way, passkey, sent, action, codeAction, carried }: StepUpModel) {
  const t = useText()
  const asked = way === 'password' && sent ? 'code' : way
  return (
    <QuietLayout
      title={t('identity.stepUp.title')}
      lead={t(`identity.stepUp.lead.${asked}`)}
      hasErrors={form.issues.length > 0}
    >
      <Form action={action} state={form}>
        <Carried fields={carried} />
        {carried.length > 0 && <p>{t('identity.stepUp.waits')}</p>}
        {asked === 'password' ? (
          <PasswordField name="password" label={t('identity.password')} />
        ) : (
          <CodeField label={t('identity.code')} long={asked === 'app'} />
        )}
        <SubmitButton wide>{t('identity.stepUp.button')}</SubmitButton>
      </Form>
      {passkey && (
        <PasskeyForm action={action} purpose="stepUp" state={form} button={t('identity.stepUp.passkey')} wide>
          <Carried fields={carried} />
        </PasskeyForm>
      )}
      {(way === 'code' || (way === 'password' && carried.length === 0)) && (
        <ActionForm action={codeAction} idempotencyKey={form.idempotencyKey}>
          {t('identity.stepUp.sendCode')}
        </ActionForm>
      )}
    </QuietLayout>
  )
}

function Carried({ fields }: { fields: StepUpModel['carried'] }) {
  return (
    <>
      {fields.map(([name, value], index) => (
        <input key={String(index)} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
