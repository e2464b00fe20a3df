/*
 * A part of a page that is still changing says `data-fresh` with the seconds after which to look again. It is fetched
 * and laid over what stands there, node by node: what did not change stays the same node, so that focus, selection and
 * whatever is open remain, and readers hear only what is new.
 */

const lay = (old: Node, next: Node) => {
  if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName)
    return old.parentNode?.replaceChild(next, old)
  if (!(old instanceof Element && next instanceof Element)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue
    return
  }
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of next.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  const children = [...next.childNodes]
  const before = [...old.childNodes]
  children.forEach((child, index) => {
    const place = before[index]
    if (place) lay(place, child)
    else old.append(child)
  })
  for (const surplus of before.slice(children.length)) surplus.remove()
}

const region = () => document.querySelector<HTMLElement>('[data-fresh]')

const look = async () => {
  const shown = region()
  if (!shown) return
  // Nobody looks at a page in the background, and a question on it is not to be pulled away.
  if (!document.hidden && !document.querySelector('dialog[open]')) {
    try {
      const reply = await fetch(location.href, { headers: { accept: 'text/html' } })
      const next = new DOMParser().parseFromString(await reply.text(), 'text/html')
      const fresh = reply.ok && !reply.redirected && next.getElementById(shown.id)
      if (fresh) {
        lay(shown, fresh)
        document.title = next.title
      }
    } catch {
      // The connection is gone for a moment; the next look may find it again.
    }
  }
  wait()
}

const wait = () => {
  const seconds = Number(region()?.dataset.fresh)
  if (seconds > 0) setTimeout(look, seconds * 1000)
}

export const keepFresh = wait
