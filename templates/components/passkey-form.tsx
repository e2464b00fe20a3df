import type { ComponentChildren } from 'preact'
import type { FormState } from '../../src/platform/presentation/view.ts'
import { useView } from '../view-context.tsx'
import { Button, type ButtonProps } from './button.tsx'
import { FormContext } from './form-context.tsx'

export interface PasskeyFormProps extends Pick<ButtonProps, 'variant' | 'wide'> {
  action: string
  /** What the passkey is asked for; `add` makes one. */
  purpose: 'signIn' | 'secondStep' | 'stepUp' | 'add'
  state: FormState
  /** Words of the button. */
  button: string
  /** Fields beside it. */
  children?: ComponentChildren
}

/** Hidden until a script shows it where the browser knows passkeys; the script fills in what the passkey has signed. */
export function PasskeyForm({ action, purpose, state, button, children, variant, wide }: PasskeyFormProps) {
  const { t, asset } = useView()
  return (
    <form
      class="form"
      id="passkey-form"
      method="post"
      action={action}
      noValidate
      hidden
      data-passkey={purpose}
      data-script={asset('passkeys.js')}
    >
      <input type="hidden" name="_key" value={state.idempotencyKey} />
      <input type="hidden" name="passkey" value="" />
      <FormContext.Provider value={{ id: 'passkey-form', state }}>{children}</FormContext.Provider>
      <div role="alert">
        <p class="field-error" hidden data-passkey-failed>
          {t('identity.passkeys.failed')}
        </p>
      </div>
      <Button type="submit" variant={variant} wide={wide}>
        {button}
      </Button>
    </form>
  )
}
