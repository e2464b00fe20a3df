import { SettingPage } from '../../../../templates/pages/units/setting-page.tsx'
import { SettingsPage } from '../../../../templates/pages/units/settings-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { inheritSetting } from '../commands/inherit-setting.ts'
import { setSetting } from '../commands/set-setting.ts'
import { SettingReference } from '../contract.ts'
import { readUnitSettings } from '../queries/settings.ts'
import { readUnitDetail } from '../queries/unit.ts'
import { unitSettings } from '../setting.ts'
import { referenceOf } from './reference.ts'

const settings = page({
  name: 'units.settingsPage',
  path: '/units/:unitId/settings',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.change) throw notAllowed()
    const { items } = await ask(readUnitSettings, { unitId: unit.id })
    return draw(SettingsPage, { unit, settings: items, idempotencyKey: form().idempotencyKey })
  },
})

const setting = page({
  name: 'units.settingPage',
  path: '/units/:unitId/settings/:name',
  permission: 'units.manage',
  async show({ ask, params, form, locales }) {
    const reference = SettingReference.safeParse(params)
    if (!reference.success) throw notFound()
    const unit = await ask(readUnitDetail, { unitId: reference.data.unitId })
    if (!unit.abilities.change) throw notAllowed()
    const { items } = await ask(readUnitSettings, { unitId: unit.id })
    const [found] = items.filter(({ name }) => name === reference.data.name)
    if (!found) throw notFound()
    return draw(SettingPage, {
      unit,
      setting: found,
      field: unitSettings[reference.data.name],
      languages: locales,
      timeZones: Intl.supportedValuesOf('timeZone'),
      form: form({ value: found.value ?? '' }),
    })
  },
  submit: {
    command: setSetting,
    done: (_result, { params }) => go(`/units/${params.unitId}/settings`, success('units.settings.saved')),
  },
})

const inherit = action({
  name: 'units.inheritSettingAction',
  path: '/units/:unitId/settings/:name/inherit',
  permission: 'units.manage',
  command: inheritSetting,
  done: (_result, { params }) =>
    go(`/units/${params.unitId}/settings`, success('units.settings.inheritedNow')),
  back: ({ params }) => `/units/${params.unitId}/settings`,
})

export const settingPages: readonly AnyPage[] = [settings, setting, inherit]
