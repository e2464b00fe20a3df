import type { TenancyReply } from '../../../src/modules/tenants/contract.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { useText } from '../../view-context.tsx'

const tones: Record<TenancyReply['state'], Tone> = {
  active: 'success',
  suspended: 'danger',
  closing: 'warning',
  closed: 'neutral',
}

export function TenantBadge({ state }: Pick<TenancyReply, 'state'>) {
  const t = useText()
  return <Badge tone={tones[state]}>{t(`tenants.states.${state}`)}</Badge>
}
