/*
 * A form that holds `data-autosave` is sent as it is typed, a moment after the last key, by the same way as its button:
 * what comes back is the page, from which only the version is taken over. What is wrong is told when it is sent for good.
 */

const pause = 2000

const watch = (line: HTMLElement, form: HTMLFormElement) => {
  const { saved = '', failed = '' } = line.dataset
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let isLeaving = false

  const save = async () => {
    if (isLeaving) return
    if (isSending) return plan()
    isSending = true
    try {
      const fields = new URLSearchParams()
      for (const [name, value] of new FormData(form))
        if (typeof value === 'string' && name !== '_key') fields.append(name, value)
      const reply = await fetch(form.action, {
        method: 'POST',
        body: fields,
        headers: { accept: 'text/html' },
      })
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
      const version = page.querySelector<HTMLInputElement>('main input[name="_version"]')
      const own = form.querySelector<HTMLInputElement>('input[name="_version"]')
      const isSaved = reply.ok && reply.redirected
      if (isSaved && version && own) own.value = version.value
      line.textContent = isSaved ? saved : failed
    } catch {
      // The connection is gone for a moment: what is typed stands in the form.
      line.textContent = failed
    }
    isSending = false
  }
  const plan = () => {
    clearTimeout(waiting)
    waiting = setTimeout(save, pause)
  }
  form.addEventListener('input', plan)
  form.addEventListener('submit', () => {
    isLeaving = true
    clearTimeout(waiting)
  })
}

for (const line of document.querySelectorAll<HTMLElement>('[data-autosave]')) {
  const form = line.closest('form')
  if (form) watch(line, form)
}
