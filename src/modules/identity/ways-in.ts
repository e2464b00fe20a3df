/** By what an account can be got into. */
export interface WaysIn {
  email: boolean
  phone: boolean
  password: boolean
  passkeys: number
  /** At providers that are in use. */
  linked: number
}

/** Whether somebody could still get in. A code is sent to a phone only where messages are. */
export function hasWayIn({ email, phone, password, passkeys, linked }: WaysIn, sms: boolean): boolean {
  const code = email || (phone && sms)
  return code || (password && (email || phone)) || passkeys > 0 || linked > 0
}
