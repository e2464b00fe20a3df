import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../../src/platform/presentation/view.ts'
import { withView } from '../view-context.tsx'

export interface DocumentProps {
  view: View
  title: string
  description?: string
  /** The page is asked for again after so many seconds, where no script does it more gently. */
  refreshSeconds?: number
  /** What else machines are to know of it: where it is for good, how it looks when it is shared, which feeds there are. */
  meta?: ComponentChildren
  children: ComponentChildren
}

const hueStep = 15

/** The stylesheet knows 24 hues: inline style, which could carry any hue, is forbidden by the CSP. */
export function nearestHue(hue: number): number {
  const turn = ((hue % 360) + 360) % 360
  return (Math.round(turn / hueStep) * hueStep) % 360
}

/** Locales whose letters are in a file of their own: fetched early, or the text would change its face late. */
const cyrillicLocale = /^(be|bg|kk|ky|mk|mn|ru|sr|tg|uk)\b/

export function Document({ view, title, description, refreshSeconds, meta, children }: DocumentProps) {
  const fonts = view.brand.font === 'shipped' ? ['guildhall-sans-basic.woff2'] : []
  if (fonts.length > 0 && cyrillicLocale.test(view.locale)) fonts.push('guildhall-sans-cyrillic.woff2')
  return (
    <html lang={view.locale} dir={view.direction} data-hue={nearestHue(view.brand.hue)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{title === view.brand.name ? title : `${title} – ${view.brand.name}`}</title>
        {description && <meta name="description" content={description} />}
        {meta}
        {view.flash?.download && <meta http-equiv="refresh" content={`0; url=${view.flash.download}`} />}
        {refreshSeconds && (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#181818" />
        <meta name="format-detection" content="telephone=no" />
        {fonts.map((font) => (
          <link
            key={font}
            rel="preload"
            as="font"
            type="font/woff2"
            href={view.asset(font)}
            crossorigin="anonymous"
          />
        ))}
        <link rel="stylesheet" href={view.asset('guildhall.css')} />
        {view.brand.stylesheet && <link rel="stylesheet" href={view.brand.stylesheet} />}
        <link rel="icon" type="image/svg+xml" href={view.asset('icon.svg')} />
        <script type="module" src={view.asset('guildhall.js')} defer />
      </head>
      <body>
        <a class="skip-link" href="#main">
          {view.t('layout.skip')}
        </a>
        {children}
      </body>
    </html>
  )
}

/** One whole page as text: `renderPage(view, <SignInPage … />)`. */
export function renderPage(view: View, element: VNode): string {
  return `<!doctype html>${withView(view, () => renderToString(element))}`
}
