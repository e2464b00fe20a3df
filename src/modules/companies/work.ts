import { hasPower, type Power } from './company.ts'
import type { WorkReply } from './contract.ts'

/** Past work before its files have links. */
export interface ShownWork extends Omit<WorkReply, 'files'> {
  files: Array<{ id: string; name: string | null; mediaType: string }>
}

export interface WorkRow extends ShownWork {
  tenantId: string
  unitPath: string
  personId: string | null
  companyId: string | null
  companyName: string | null
  isOwn: boolean
  powers: Power[]
}

export function mayChangeWork({ isOwn, powers }: Pick<WorkRow, 'isOwn' | 'powers'>): boolean {
  return isOwn || hasPower(powers, 'manage')
}
