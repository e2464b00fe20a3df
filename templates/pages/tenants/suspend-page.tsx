import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { useText } from '../../view-context.tsx'
import { ReasonedActPage } from './reasoned-act-page.tsx'

export interface SuspendModel {
  tenant: TenantDetail
  form: FormState
}

/** Says what stops, before it does. */
export function SuspendPage({ tenant, form }: SuspendModel) {
  const t = useText()
  return (
    <ReasonedActPage
      tenant={tenant}
      form={form}
      act="suspend"
      title={t('tenants.suspend.title', { name: tenant.name })}
      lead={t('tenants.suspend.lead')}
      points={[t('tenants.suspend.stops'), t('tenants.suspend.stays'), t('tenants.suspend.told')]}
      reason={{ label: t('tenants.suspend.reason'), help: t('tenants.suspend.reasonHelp') }}
      button={t('tenants.suspend.button')}
      variant="danger"
    />
  )
}
