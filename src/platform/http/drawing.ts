import { brotliCompress, constants } from 'node:zlib'
import type { Request, Response } from 'express'
import { type ComponentType, h } from 'preact'
import { renderPage } from '../../../templates/layout/document.tsx'
import type { Config } from '../config.ts'
import type { AnyPage, Drawing, PageResult, Redirect } from '../declare/page.ts'
import type { View } from '../presentation/view.ts'
import { mayEnter } from '../run/authorise.ts'
import { createNavigation } from '../slots/navigation.ts'
import type { Words } from '../words.ts'
import type { Assets } from './assets.ts'
import { brandAddress } from './brand-styles.ts'
import type { CookieNames } from './cookies.ts'
import { visitOf } from './entry.ts'
import { leaveFlash, takeFlash } from './flash.ts'
import { readerOf, timeZoneOf } from './reader.ts'

export interface DrawingParts {
  pages: readonly AnyPage[]
  config: Config
  words: Words
  assets: Assets
  cookies: CookieNames
}

/** Sends what a page came to: HTML drawn for whoever asked, or the way to another page. */
export type Answer = (request: Request, response: Response, result: PageResult) => void

/** What is smaller fits into the first packets anyway. */
const worthCompressing = 3_000
/** Above this, four times the work saves as much again. */
const worthMore = 8_000

export function createAnswer({ pages, config, words, assets, cookies }: DrawingParts): Answer {
  const navigationFor = createNavigation(
    pages.flatMap(({ navigation, ...page }) => (navigation ? [{ ...page, ...navigation }] : [])),
  )

  function redirect(response: Response, { to, notice, again }: Redirect): void {
    if (notice) leaveFlash(response, cookies, notice)
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(again ? 307 : 303, to)
  }

  function draw(request: Request, response: Response, { component, model, status }: Drawing): void {
    const html = renderPage(viewOf(request, response), h(component as ComponentType<object>, model))
    response.statusCode = status
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Cache-Control', 'private, no-store')
    response.setHeader('Vary', 'Accept-Encoding')
    if (html.length < worthCompressing || !request.acceptsEncodings('br')) {
      response.end(html)
      return
    }
    // No page holds a secret that could be guessed from lengths: a form's key is another one each time.
    const quality = html.length < worthMore ? 1 : 4
    brotliCompress(html, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }, (failure, compressed) => {
      if (!failure) response.setHeader('Content-Encoding', 'br')
      response.end(failure ? html : compressed)
    })
  }

  function viewOf(request: Request, response: Response): View {
    const { caller, tenantName, brand } = visitOf(request)
    const { actor, now } = caller
    const locale = caller.locale()
    return {
      locale,
      direction: rightToLeft.has(locale) ? 'rtl' : 'ltr',
      timeZone: timeZoneOf(request, actor),
      path: request.path,
      requestId: caller.request.id,
      brand: {
        name: tenantName ?? config.BRAND_NAME,
        hue: config.BRAND_HUE,
        stylesheet: brand && brandAddress(brand.choice),
        logo: brand?.logo ?? null,
        font: brand?.choice.font ?? 'shipped',
      },
      reader: readerOf(actor),
      navigation: navigationFor((place) => actor.kind === 'account' && mayEnter(place, actor, now)),
      flash: takeFlash(request, response, cookies),
      alarm: actor.kind === 'account' ? actor.alarm : null,
      demo: config.demo,
      t: words.in(locale),
      asset: assets.url,
    }
  }

  return (request, response, result) => {
    if (result.kind === 'redirect') redirect(response, result)
    else draw(request, response, result)
  }
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])
