import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { SelectField } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { ReasonedActPage } from './reasoned-act-page.tsx'

export interface VisitModel {
  tenant: TenantDetail
  minutes: readonly number[]
  form: FormState
}

/** Says what can be seen, and who hears of it, before it begins. */
export function VisitPage({ tenant, minutes, form }: VisitModel) {
  const t = useText()
  return (
    <ReasonedActPage
      tenant={tenant}
      form={form}
      act="visit"
      title={t('tenants.visit.title', { name: tenant.name })}
      lead={t('tenants.visit.lead')}
      points={[t('tenants.visit.reads'), t('tenants.visit.not'), t('tenants.visit.told')]}
      reason={{ label: t('tenants.visit.reason'), help: t('tenants.visit.reasonHelp') }}
      button={t('tenants.visit.button')}
    >
      <SelectField
        name="minutes"
        label={t('tenants.visit.minutes')}
        width="medium"
        options={minutes.map((count) => ({
          value: String(count),
          label: t('tenants.visit.forMinutes', { count }),
        }))}
      />
    </ReasonedActPage>
  )
}
