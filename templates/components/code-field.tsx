import { useText } from '../view-context.tsx'
import { TextField } from './fields.tsx'

export interface CodeFieldProps {
  label: string
  help?: string
  /** Also takes what is longer than a code, such as a recovery code. */
  long?: boolean
}

/** Six digits from a mail, a message or an app; phones offer to fill them in. Never filled again: each works once. */
export function CodeField({ label, help, long }: CodeFieldProps) {
  return (
    <TextField
      name="code"
      label={label}
      help={help}
      autocomplete="one-time-code"
      inputmode={long ? 'text' : 'numeric'}
      autocapitalize="none"
      spellcheck={false}
      maxlength={40}
      width="medium"
      forgets
    />
  )
}

export interface AddressFieldProps {
  phones: boolean
  help?: string
  /** Browsers may offer passkeys here. */
  passkeys?: boolean
}

/** E-mail address, or phone number where messages can be sent. */
export function AddressField({ phones, help, passkeys }: AddressFieldProps) {
  const t = useText()
  return (
    <TextField
      name="address"
      type={phones ? 'text' : 'email'}
      label={t(phones ? 'identity.address' : 'identity.email')}
      help={help}
      autocomplete={passkeys ? 'username webauthn' : 'username'}
      autocapitalize="none"
      inputmode="email"
      spellcheck={false}
    />
  )
}
