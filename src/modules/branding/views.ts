import { type BrandChoice, choiceOf } from '../../platform/presentation/brand.ts'
import type { BrandReply } from './contract.ts'

export function toReply(brand: BrandChoice & { version: number }): BrandReply {
  return { ...choiceOf(brand), version: brand.version }
}
