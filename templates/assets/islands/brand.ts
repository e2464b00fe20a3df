/** Shows in the examples of the brand's page what is chosen, before anything is sent. */
const hex = /^#[0-9a-f]{6}$/i

for (const field of document.querySelectorAll<HTMLElement>('[data-colour-field]')) {
  const code = field.querySelector<HTMLInputElement>('.input')
  const palette = field.querySelector<HTMLInputElement>('[type="color"]')
  if (!code || !palette) continue
  palette.hidden = false
  if (hex.test(code.value)) palette.value = code.value
  palette.addEventListener('input', () => {
    code.value = palette.value
    code.dispatchEvent(new Event('input', { bubbles: true }))
  })
  code.addEventListener('input', () => {
    if (hex.test(code.value)) palette.value = code.value
  })
}

document.querySelector('[data-brand-form]')?.addEventListener('input', ({ currentTarget }) => {
  const form = (currentTarget as Element).querySelector('form')
  const styles = document.querySelector<HTMLLinkElement>('[data-brand-trial]')
  if (!form || !styles) return
  const said = (name: string) => String(new FormData(form).get(name) ?? '').toLowerCase()
  const colour = said('colour')
  if (colour !== '' && !hex.test(colour)) return
  const name = [colour.slice(1) || 'none', said('corners'), said('font'), said('density')].join('.')
  styles.href = `/brand/try/${name}.css`
})
