/** Says under a long text how much of it is used, once somebody writes. */
document.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement) count(target)
  if (target instanceof HTMLInputElement && target.closest('[data-choice-query]')) narrow(target)
})

function count(field: HTMLTextAreaElement): void {
  const words = document.getElementById(field.dataset.count ?? '')
  if (!words) return
  // As the server will count them: a line break is one character.
  const used = field.value.length
  words.textContent = `${used} / ${field.maxLength}`
  words.toggleAttribute('data-over', used > field.maxLength)
}

for (const box of document.querySelectorAll<HTMLElement>('[data-choice-query]')) box.hidden = false

const plain = (text: string | null) =>
  (text ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim()

/** Leaves the choices whose words hold what was typed, and those that are ticked. */
function narrow(query: HTMLInputElement): void {
  const group = query.closest('[data-choice-search]')
  if (!group) return
  const wanted = plain(query.value)
  let left = 0
  for (const choice of group.querySelectorAll<HTMLElement>('.choice')) {
    const ticked = choice.querySelector<HTMLInputElement>('input')?.checked
    choice.hidden = !ticked && !plain(choice.textContent).includes(wanted)
    if (!choice.hidden) left += 1
  }
  const told = group.querySelector<HTMLElement>('[data-none]')
  if (told) told.textContent = left === 0 ? (told.dataset.none ?? '') : ''
}

// Enter in the line that narrows must not send the form.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('[data-choice-query]'))
    event.preventDefault()
})
