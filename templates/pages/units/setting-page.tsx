import type { SettingList, UnitDetail } from '../../../src/modules/units/contract.ts'
import { zoneName } from '../../../src/platform/presentation/time-zones.ts'
import { nameOfLanguage } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TranslatedField } from '../../components/translated-field.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'

export interface SettingModel {
  unit: UnitDetail
  setting: SettingList['items'][number]
  field: 'email' | 'phone' | 'link' | 'texts' | 'timeZone'
  languages: readonly string[]
  timeZones: readonly string[]
  form: FormState
}

export function SettingPage({ unit, setting, field, languages, timeZones, form }: SettingModel) {
  const t = useText()
  const label = t(`units.settings.names.${setting.name}`)
  const title = t('units.settings.oneTitle', { setting: label, name: unit.name })
  const address = `/units/${unit.id}/settings`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={unitCrumbs(unit)} />}
    >
      <Form action={`${address}/${setting.name}`} state={form}>
        <HiddenField name="_version" value={String(unit.version)} />
        {field === 'texts' ? (
          <TranslatedField
            name="value"
            label={label}
            help={t(`units.settings.help.${setting.name}`)}
            languages={languages.map((code) => ({ code, name: nameOfLanguage(code) }))}
            long
            maxlength={1000}
          />
        ) : field === 'timeZone' ? (
          <SelectField
            name="value"
            label={label}
            help={t(`units.settings.help.${setting.name}`)}
            width="medium"
            prompt={t('components.choose')}
            options={timeZones.map((zone) => ({ value: zone, label: zoneName(zone) }))}
          />
        ) : (
          <TextField
            name="value"
            label={label}
            help={t(`units.settings.help.${setting.name}`)}
            type={inputs[field]}
            autocapitalize="none"
            spellcheck={false}
            maxlength={500}
            width={field === 'phone' ? 'medium' : 'full'}
          />
        )}
        <FormActions>
          <SubmitButton>{t('units.settings.save')}</SubmitButton>
          <LinkButton href={address} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

const inputs = { email: 'email', phone: 'tel', link: 'url' } as const
