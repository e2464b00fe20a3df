import type { FoundingReply } from '../../../src/modules/tenants/contract.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

const tones: Record<FoundingReply['state'], Tone> = {
  asked: 'progress',
  approved: 'success',
  declined: 'danger',
  withdrawn: 'neutral',
}

export function FoundingBadge({ state }: Pick<FoundingReply, 'state'>) {
  const t = useText()
  return <Badge tone={tones[state]}>{t(`tenants.foundingStates.${state}`)}</Badge>
}

export interface FoundingFactsProps {
  founding: FoundingReply
  /** Who asks; not where one looks at one's own. */
  founder?: string
}

export function FoundingFacts({ founding, founder }: FoundingFactsProps) {
  const t = useText()
  return (
    <DescriptionList
      items={[
        ...(founder ? [{ label: t('tenants.foundings.founder'), value: founder }] : []),
        { label: t('tenants.slug'), value: <span {...verbatim}>{founding.slug}</span> },
        { label: t('tenants.found.unitKind'), value: founding.unitKind },
        { label: t('tenants.found.timeZone'), value: <span {...verbatim}>{founding.timeZone}</span> },
        ...(founding.purpose ? [{ label: t('tenants.found.purpose'), value: founding.purpose }] : []),
        { label: t('tenants.foundings.asked'), value: <Time value={founding.askedAt} /> },
        ...(founding.reason ? [{ label: t('tenants.foundings.reason'), value: founding.reason }] : []),
      ]}
    />
  )
}
