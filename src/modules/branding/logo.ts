import { defineError } from '../../platform/errors.ts'
import type { BrandLogo } from '../../platform/presentation/brand.ts'
import { filePurpose, imageTypes, keyOf } from '../files/index.ts'

/** Wide enough for documents; then what a mail carries, and what every page fetches on a first visit. */
const sizes = { whole: 1600, mail: 480, page: 320 } as const

export const logoSizes = ['whole', 'page'] as const
export type LogoSize = (typeof logoSizes)[number]

export const logoPurpose = filePurpose({
  name: 'branding.logo',
  mediaTypes: imageTypes,
  limitBytes: 4 * 1024 * 1024,
  images: {
    // Twice the points that it takes on a page and in a mail, for fine screens.
    sizes: [
      sizes.whole,
      { width: sizes.mail, height: 120, mostBytes: 24_000 },
      { width: sizes.page, height: 64, mostBytes: 2_400 },
    ],
    shape: 'whole',
    format: 'png',
  },
  links: 'anyone',
})

export const logoType = 'image/png'

export const logoTooThin = defineError('branding.logoTooThin', 422)

/** Wider or higher than this nothing of it could be told in a line of 32 points. */
const mostStretched = 12

export function isTooThin({ width, height }: { width: number; height: number }): boolean {
  return Math.max(width / height, height / width) > mostStretched
}

/** Wide signs are mostly the name itself. */
export function nameOf({ width, height }: { width: number; height: number }): BrandLogo['name'] {
  return width / height >= 2 ? 'within' : 'beside'
}

/** The name of a size of the file in the database; null for the largest, which is the file itself. */
export function widthOf(size: LogoSize): number | null {
  return size === 'whole' ? null : sizes[size]
}

export function mailKey(fileId: string): string {
  return keyOf(fileId, sizes.mail)
}

/** Each logo has an address of its own, so that browsers may keep it, and see a new one at once. */
export function logoAddress(fileId: string, size: LogoSize): string {
  return `/api/v1/brand/logo/${fileId}/${size}`
}
