import { type BrandLogo, fitLogo } from '../../src/platform/presentation/brand.ts'
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

/** The line of the top bar, less a little room above and below. */
const mostPoints = { width: 160, height: 32 }

export function BrandLogoImage({ logo }: { logo: BrandLogo }) {
  const { width, height } = fitLogo(logo, mostPoints)
  const ground = logo.seenOnDark === logo.seenOnLight ? '' : logo.seenOnLight ? ' on-light' : ' on-dark'
  return (
    <img
      class={`brand-logo${ground}`}
      src={logo.address}
      // Whoever hears the name beside it needs nothing more.
      alt={logo.name === 'beside' ? '' : logo.alt}
      width={width}
      height={height}
    />
  )
}

/** The sign of the association and its name, or the sign alone where the name stands in it. */
export function BrandSign() {
  const { brand } = useView()
  return (
    <>
      {brand.logo ? <BrandLogoImage logo={brand.logo} /> : <BrandMark />}
      {brand.logo?.name !== 'within' && <span class="brand-name">{brand.name}</span>}
    </>
  )
}

export function Brand() {
  const view = useView()
  const t = useText()
  return (
    <a class="brand" href="/" aria-label={t('layout.brandHome', { name: view.brand.name })}>
      <BrandSign />
    </a>
  )
}
