import { useText, useView } from '../view-context.tsx'

/** A hall with its gable and open door; drawn in the brand colour. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <path class="brand-mark-wall" d="M16 2 30 12v18H2V12z" />
      <path class="brand-mark-door" d="M8 25V15h3v10zM21 25V15h3v10zM13 25v-7a3 3 0 0 1 6 0v7z" />
    </svg>
  )
}

export function Brand() {
  const view = useView()
  const t = useText()
  return (
    <a class="brand" href="/" aria-label={t('layout.brandHome', { name: view.brand.name })}>
      <BrandMark />
      <span class="brand-name">{view.brand.name}</span>
    </a>
  )
}
