import type { MyJoinRequest } from '../../../src/modules/membership/contract.ts'
import type { Tone } from '../../components/badge.tsx'

export const joinRequestTones: Readonly<Record<MyJoinRequest['state'], Tone>> = {
  requested: 'info',
  approved: 'success',
  declined: 'warning',
  withdrawn: 'neutral',
  ended: 'neutral',
}
