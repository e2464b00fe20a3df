import { type BrandChoice, type BrandLogo, choiceOf } from '../../platform/presentation/brand.ts'
import type { BrandReply, LogoReply } from './contract.ts'
import { logoAddress, logoType, mailKey } from './logo.ts'

export interface LogoRow extends Omit<BrandLogo, 'address' | 'mail'> {
  fileId: string
  version: number
}

export function toReply(brand: BrandChoice & { version: number }): BrandReply {
  return { ...choiceOf(brand), version: brand.version }
}

export function toLogoReply({ fileId, ...logo }: LogoRow): LogoReply {
  return {
    ...logo,
    mediaType: logoType,
    whole: logoAddress(fileId, 'whole'),
    page: logoAddress(fileId, 'page'),
  }
}

/** As pages and mails take it. */
export function toShown({ fileId, version: _version, ...logo }: LogoRow): BrandLogo {
  return {
    ...logo,
    address: logoAddress(fileId, 'page'),
    mail: { key: mailKey(fileId), mediaType: logoType },
  }
}
