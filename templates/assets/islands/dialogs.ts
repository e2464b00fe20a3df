/** Opens the question of a button in its dialog, where the link would have led to the page that asks the same. */
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return
  const opener = event.target.closest<HTMLElement>('[data-dialog]')
  const dialog = document.getElementById(opener?.dataset.dialog ?? '')
  if (dialog instanceof HTMLDialogElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    dialog.showModal()
    // Enter pressed in haste must not do what the question is about.
    dialog.querySelector<HTMLElement>('[data-dialog-close]')?.focus()
    return
  }
  const closer = event.target.closest('[data-dialog-close]')
  const open = closer?.closest('dialog')
  if (!open) return
  event.preventDefault()
  open.close()
})
