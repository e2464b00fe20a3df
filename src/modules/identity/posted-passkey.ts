/** A form carries what a passkey has signed as one text; to the command it is what it says. */
export function withPasskey(input: Record<string, unknown>): Record<string, unknown> {
  const { passkey, ...rest } = input
  if (passkey === undefined) return rest
  try {
    return { ...rest, passkey: JSON.parse(String(passkey)) }
  } catch {
    return { ...rest, passkey }
  }
}
