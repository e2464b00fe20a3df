/*
 * Passkeys. A form that says `data-passkey` is hidden until a script can show it: its button asks the browser for a
 * passkey, and what that signs is sent in the form's own hidden field. On the page to sign in, browsers also offer
 * passkeys where the address is typed. Without any of this the other ways in are there.
 */

interface Descriptor {
  id: string
  type: 'public-key'
  transports?: AuthenticatorTransport[]
}

interface Asked {
  ticket: string
  publicKey: {
    challenge: string
    user?: { id: string }
    allowCredentials?: Descriptor[]
    excludeCredentials?: Descriptor[]
  }
}

const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))

const toText = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

const withBytes = (list: Descriptor[] = []) => list.map((each) => ({ ...each, id: toBytes(each.id) }))

/** What the API takes: the same as PublicKeyCredential.toJSON, which not every browser knows yet. */
const toJson = ({ id, type, response }: PublicKeyCredential) => ({
  id,
  rawId: id,
  type,
  response:
    response instanceof AuthenticatorAssertionResponse
      ? {
          clientDataJSON: toText(response.clientDataJSON),
          authenticatorData: toText(response.authenticatorData),
          signature: toText(response.signature),
          ...(response.userHandle ? { userHandle: toText(response.userHandle) } : {}),
        }
      : {
          clientDataJSON: toText(response.clientDataJSON),
          attestationObject: toText((response as AuthenticatorAttestationResponse).attestationObject),
          transports: (response as AuthenticatorAttestationResponse).getTransports?.() ?? [],
        },
})

/** Of two questions a browser takes only the later one. */
let asking = new AbortController()

const answerOf = async (purpose: string, mediation?: CredentialMediationRequirement) => {
  asking.abort()
  asking = new AbortController()
  const { signal } = asking
  const place = purpose === 'add' ? 'creation' : `request?purpose=${purpose}`
  const reply = await fetch(`/api/v1/passkeys/${place}`, { headers: { accept: 'application/json' }, signal })
  if (!reply.ok) throw new Error(String(reply.status))
  const { ticket, publicKey } = (await reply.json()) as Asked
  const { challenge, user, allowCredentials, excludeCredentials } = publicKey
  const options = { ...publicKey, challenge: toBytes(challenge) }
  const credential = user
    ? await navigator.credentials.create({
        signal,
        publicKey: {
          ...options,
          user: { ...user, id: toBytes(user.id) },
          excludeCredentials: withBytes(excludeCredentials),
        } as unknown as PublicKeyCredentialCreationOptions,
      })
    : await navigator.credentials.get({
        signal,
        mediation,
        publicKey: { ...options, allowCredentials: withBytes(allowCredentials) },
      })
  return JSON.stringify({ ticket, credential: toJson(credential as PublicKeyCredential) })
}

const sendWith = (form: HTMLFormElement, answer: string) => {
  const field = form.elements.namedItem('passkey')
  if (field instanceof HTMLInputElement) field.value = answer
  // Past the listener below, which would ask again.
  form.submit()
}

const askFor = async (form: HTMLFormElement) => {
  const said = form.querySelector<HTMLElement>('[data-passkey-failed]')
  if (said) said.hidden = true
  try {
    sendWith(form, await answerOf(form.dataset.passkey ?? ''))
  } catch {
    if (said) said.hidden = false
    for (const button of form.querySelectorAll('button')) button.disabled = false
    offer(form)
  }
}

/** Beside the passwords that the browser offers under the address. What was asked is too old after ten minutes. */
const offer = async (form: HTMLFormElement) => {
  if (form.dataset.passkey !== 'signIn') return
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  const again = setTimeout(() => offer(form), 9 * 60_000)
  try {
    sendWith(form, await answerOf('signIn', 'conditional'))
  } catch {
    clearTimeout(again)
  }
}

if (window.PublicKeyCredential)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false
    // Before what watches all forms for double posts: this one is not sent yet.
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      event.stopPropagation()
      void askFor(form)
    })
    void offer(form)
  }
