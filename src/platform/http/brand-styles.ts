import { createHash } from 'node:crypto'
import type { RequestHandler } from 'express'
import { methodNotAllowed, notFound } from '../errors.ts'
import { type BrandChoice, brandName, brandOfName, brandStyles, isPlain } from '../presentation/brand.ts'
import { nameRoute } from './entry.ts'

const brandPrefix = '/brand'

/** What is tried on the brand's own page is confined to its examples. */
const triedOn = '.brand-trial'

/** Few associations share a process, and each has one brand. */
const addresses = new Map<string, string>()

/**
 * Where browsers find the tokens of a brand. The address says the whole choice, so that nothing is looked up, and ends
 * with the print of what is there, so that it may be kept for good.
 */
export function brandAddress(choice: BrandChoice): string | null {
  if (isPlain(choice)) return null
  const name = brandName(choice)
  let address = addresses.get(name)
  if (!address) {
    address = `${brandPrefix}/${name}.${printOf(brandStyles(choice, ':root'))}.css`
    if (addresses.size > 1_000) addresses.clear()
    addresses.set(name, address)
  }
  return address
}

/** The same choice, for the examples of the page where it is tried. */
export function trialAddress(choice: BrandChoice): string {
  return `${brandPrefix}/try/${brandName(choice)}.css`
}

/** Answers with the tokens of the choice that the address says. It knows no association and asks nobody. */
export const brandHandler: RequestHandler = (request, response, next) => {
  if (!request.url.startsWith(`${brandPrefix}/`)) return next()
  nameRoute(response, 'brand')
  const [, tried, name = '', print] =
    /^\/brand\/(try\/)?([\w-]+\.[a-z]+\.[a-z]+\.[a-z]+)(?:\.([0-9a-f]{12}))?\.css$/.exec(request.path) ?? []
  const choice = brandOfName(name)
  if (!choice) throw notFound()
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw methodNotAllowed({ headers: { Allow: 'GET, HEAD' } })
  const styles = brandStyles(choice, tried ? triedOn : ':root')
  const isLasting = print !== undefined && print === printOf(styles)
  response.setHeader('Content-Type', 'text/css; charset=utf-8')
  response.setHeader(
    'Cache-Control',
    isLasting ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
  )
  response.end(request.method === 'HEAD' ? undefined : styles)
}

function printOf(styles: string): string {
  return createHash('sha256').update(styles).digest('hex').slice(0, 12)
}
