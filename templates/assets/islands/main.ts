import { keepFresh } from './fresh.ts'

// The only script of the portal. Every page works without it; it spares people a mistake or a click.

import './autosave.ts'
import './brand.ts'
import './dialogs.ts'
import './fields.ts'
import './tables.ts'

const on = <Name extends keyof DocumentEventMap>(
  name: Name,
  act: (event: DocumentEventMap[Name], target: Element) => void,
) => document.addEventListener(name, (event) => event.target instanceof Element && act(event, event.target))

const everyOne = <Kind extends Element>(selector: string, act: (element: Kind) => void) => {
  for (const element of document.querySelectorAll<Kind>(selector)) act(element)
}

const inputOf = (button: Element) =>
  document.getElementById(button.getAttribute('aria-controls') ?? '') as HTMLInputElement | null

/** Swaps the words of a password button with those it keeps for the other state. */
const swapWords = (button: HTMLElement) => {
  const { hide = '', hideLabel = '' } = button.dataset
  button.dataset.hide = button.textContent
  button.dataset.hideLabel = button.ariaLabel ?? ''
  button.textContent = hide
  button.ariaLabel = hideLabel
}

const reveal = (button: HTMLElement, shown: boolean) => {
  const input = inputOf(button)
  if (!input || (input.type === 'text') === shown) return
  input.type = shown ? 'text' : 'password'
  swapWords(button)
}

const confirmed = new WeakSet<HTMLFormElement>()
const sending = new Map<HTMLFormElement, Element | null>()

const release = (form: HTMLFormElement) => {
  sending.get(form)?.removeAttribute('aria-disabled')
  sending.delete(form)
}

const button = (words: string, look: string) => {
  const element = document.createElement('button')
  element.className = `button button-${look}`
  element.textContent = words
  return element
}

const ask = (form: HTMLFormElement, submitter: HTMLElement | null) => {
  const dialog = document.createElement('dialog')
  const question = document.createElement('p')
  const choices = document.createElement('div')
  const yes = button(
    submitter?.textContent ?? '',
    submitter?.matches('.button-danger') ? 'danger' : 'primary',
  )
  const no = button(form.dataset.cancel ?? '', 'secondary')
  dialog.className = 'dialog'
  question.id = 'dialog-question'
  question.textContent = form.dataset.confirm ?? ''
  dialog.setAttribute('aria-labelledby', question.id)
  choices.className = 'button-group'
  choices.append(yes, no)
  dialog.append(question, choices)
  document.body.append(dialog)
  yes.onclick = () => {
    confirmed.add(form)
    dialog.close()
    form.requestSubmit(submitter)
  }
  no.onclick = () => dialog.close()
  dialog.onclose = () => dialog.remove()
  dialog.showModal()
  // Enter pressed in haste must not do what the question is about.
  no.focus()
}

on('submit', (event, target) => {
  const form = target as HTMLFormElement
  const submitter = event.submitter
  if (event.defaultPrevented || form.method !== 'post') return
  if (sending.has(form)) return event.preventDefault()
  if (form.dataset.confirm && !confirmed.delete(form)) {
    event.preventDefault()
    return ask(form, submitter)
  }
  // Browsers offer to keep a password only from a password field.
  for (const toggle of form.querySelectorAll<HTMLElement>('[data-reveal]')) reveal(toggle, false)
  sending.set(form, submitter)
  submitter?.setAttribute('aria-disabled', 'true')
  // A reply that is a download leaves the page standing: it must be usable again.
  setTimeout(release, 10_000, form)
})

on('click', (_event, target) => {
  const toggle = target.closest<HTMLElement>('[data-reveal]')
  if (toggle) reveal(toggle, inputOf(toggle)?.type === 'password')
  if (target.closest('[data-dismiss]')) target.closest('[data-flash]')?.remove()
  everyOne<HTMLDetailsElement>('[data-menu][open]', (menu) => {
    if (!menu.contains(target)) menu.open = false
  })
})

on('keydown', (event, target) => {
  const menu = target.closest<HTMLDetailsElement>('[data-menu][open]')
  if (event.key !== 'Escape' || !menu) return
  menu.open = false
  menu.querySelector('summary')?.focus()
})

// A page that comes back from the history is as the person left it, with its button pressed.
addEventListener('pageshow', () => {
  for (const form of [...sending.keys()]) release(form)
})

// Somebody comes back from elsewhere and only passes through.
everyOne<HTMLFormElement>('form[data-go]', (form) => form.requestSubmit())

// What few pages need comes with those that do.
everyOne<HTMLElement>('[data-script]', ({ dataset }) => void import(dataset.script ?? ''))

everyOne<HTMLElement>('[data-reveal], [data-dismiss]', (element) => {
  element.hidden = false
})

document.querySelector<HTMLElement>('[data-error-summary]')?.focus()

const zone = `timezone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`
if (!document.cookie.split('; ').includes(zone)) {
  const secure = location.protocol === 'https:' ? ';secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from two of four browsers
  document.cookie = `${zone};path=/;max-age=31536000;samesite=lax${secure}`
}

keepFresh()
