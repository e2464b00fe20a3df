import type { SettingList, UnitDetail } from '../../../src/modules/units/contract.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'
import { SettingText } from './setting-text.tsx'

export interface SettingsModel {
  unit: UnitDetail
  settings: SettingList['items']
  idempotencyKey: string
}

/** What holds at a unit, where it comes from, and the way to change or inherit it. */
export function SettingsPage({ unit, settings, idempotencyKey }: SettingsModel) {
  const t = useText()
  const title = t('units.settings.title', { name: unit.name })
  const address = `/units/${unit.id}/settings`
  return (
    <PortalLayout
      title={title}
      header={<PageHeader title={title} lead={t('units.settings.lead')} breadcrumbs={unitCrumbs(unit)} />}
    >
      <DescriptionList
        items={settings.map((setting) => ({
          label: t(`units.settings.names.${setting.name}`),
          value: (
            <>
              <SettingText setting={setting} />
              <span class="fact-note">
                {setting.from === null
                  ? t('units.settings.nowhere')
                  : setting.from.isOwn
                    ? t('units.settings.own')
                    : t('units.settings.inherited', { name: setting.from.name })}
              </span>
            </>
          ),
          action: (
            <>
              <LinkButton href={`${address}/${setting.name}`}>{t('units.settings.change')}</LinkButton>
              {setting.from?.isOwn && (
                <ActionForm
                  action={`${address}/${setting.name}/inherit`}
                  idempotencyKey={keyFor({ idempotencyKey }, setting.name)}
                  variant="quiet"
                  label={t('units.settings.inheritLabel', {
                    name: t(`units.settings.names.${setting.name}`),
                  })}
                >
                  {t('units.settings.inherit')}
                </ActionForm>
              )}
            </>
          ),
        }))}
      />
    </PortalLayout>
  )
}
