import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { useText } from '../../view-context.tsx'
import { ReasonedActPage } from './reasoned-act-page.tsx'

export interface ExportTenantModel {
  tenant: TenantDetail
  form: FormState
}

/** Says what is in the file, and who hears of it, before it is made. */
export function ExportTenantPage({ tenant, form }: ExportTenantModel) {
  const t = useText()
  return (
    <ReasonedActPage
      tenant={tenant}
      form={form}
      act="export"
      title={t('tenants.exports.title', { name: tenant.name })}
      lead={t('tenants.export.lead')}
      points={[t('tenants.export.not'), t('tenants.exports.told'), t('tenants.exports.yours')]}
      reason={{ label: t('tenants.exports.reason'), help: t('tenants.exports.reasonHelp') }}
      button={t('tenants.export.button')}
    />
  )
}
