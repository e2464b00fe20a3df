import { BrandPage } from '../../../templates/pages/branding/brand-page.tsx'
import { LogoPage } from '../../../templates/pages/branding/logo-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { trialAddress } from '../../platform/http/brand-styles.ts'
import { type BrandChoice, choiceOf, plainBrand } from '../../platform/presentation/brand.ts'
import { changeBrand } from './commands/change-brand.ts'
import { changeUnitBrand } from './commands/change-unit-brand.ts'
import { inheritBrand } from './commands/inherit-brand.ts'
import { removeLogo } from './commands/remove-logo.ts'
import { resetBrand } from './commands/reset-brand.ts'
import { setLogo } from './commands/set-logo.ts'
import { ChangeBrand, ReadUnitBrand } from './contract.ts'
import { logoPurpose } from './logo.ts'
import { readBrand, readUnitBrand } from './queries/brand.ts'
import { findMyLogo } from './queries/logo.ts'

const settings = page({
  name: 'branding.brandPage',
  path: '/settings/brand',
  permission: 'branding.change',
  navigation: { group: 'settings', label: 'branding.title', icon: 'brush', order: 30 },
  async show({ ask, query, form }) {
    const [brand, { logo }] = await Promise.all([ask(readBrand, {}), ask(findMyLogo, {})])
    const current = choiceOf(brand)
    const tried = ChangeBrand.safeParse(onlyChoices(query))
    const choice = tried.success ? tried.data : current
    return draw(BrandPage, {
      choice,
      isTrial: tried.success,
      isChosen: brand.version > 0,
      hasLogo: logo !== null,
      stylesheet: tried.success ? trialAddress(choice) : undefined,
      form: form({ ...choice }),
      unit: null,
    })
  },
  submit: {
    command: changeBrand,
    done: () => go('/settings/brand', success('branding.changed')),
  },
})

const unitLooks = page({
  name: 'branding.unitBrandPage',
  path: '/units/:unitId/brand',
  permission: 'branding.change',
  async show({ ask, params, query, form }) {
    const reference = ReadUnitBrand.safeParse(params)
    if (!reference.success) throw notFound()
    const brand = await ask(readUnitBrand, reference.data)
    const tried = ChangeBrand.safeParse(onlyChoices(query))
    const choice = tried.success ? tried.data : choiceOf(brand)
    return draw(BrandPage, {
      choice,
      isTrial: tried.success,
      isChosen: brand.version > 0,
      stylesheet: tried.success ? trialAddress(choice) : undefined,
      hasLogo: false,
      form: form({ ...choice }),
      unit: { id: reference.data.unitId, name: brand.unitName, from: brand.from },
    })
  },
  submit: {
    command: changeUnitBrand,
    done: (_result, { params }) => go(`/units/${params.unitId}/brand`, success('branding.changed')),
  },
})

const inherit = action({
  name: 'branding.inheritAction',
  path: '/units/:unitId/brand/inherit',
  permission: 'branding.change',
  command: inheritBrand,
  done: (_result, { params }) => go(`/units/${params.unitId}/brand`, success('branding.inherit.done')),
  back: ({ params }) => `/units/${params.unitId}/brand`,
})

const reset = action({
  name: 'branding.resetAction',
  path: '/settings/brand/reset',
  permission: 'branding.change',
  command: resetBrand,
  done: () => go('/settings/brand', success('branding.reset.done')),
  back: () => '/settings/brand',
})

const logo = page({
  name: 'branding.logoPage',
  path: '/settings/brand/logo',
  permission: 'branding.change',
  async show({ ask, form }) {
    const { logo: current } = await ask(findMyLogo, {})
    return draw(LogoPage, { logo: current, purpose: logoPurpose, form: form(current ?? { name: 'beside' }) })
  },
  submit: {
    command: setLogo,
    done: () => go('/settings/brand', success('branding.logo.saved')),
  },
})

const withoutLogo = action({
  name: 'branding.removeLogoAction',
  path: '/settings/brand/logo/remove',
  permission: 'branding.change',
  command: removeLogo,
  done: () => go('/settings/brand', success('branding.logo.removed')),
  back: () => '/settings/brand',
})

/** What the address tries; a page that is asked for without anything tries nothing. */
function onlyChoices({
  colour,
  corners,
  font,
  density,
}: Record<string, string>): Partial<Record<keyof BrandChoice, unknown>> {
  if (!corners && !colour) return {}
  return { ...plainBrand, corners, font, density, colour: colour || null }
}

export const pages: readonly AnyPage[] = [settings, reset, logo, withoutLogo, unitLooks, inherit]
