/**
 * What units may set, each with how a form asks for it; contract.ts holds the schema of each value. A unit that sets nothing
 * has what the nearest one above it sets. The order is that of the pages.
 */
export const unitSettings = {
  contactEmail: 'email',
  contactPhone: 'phone',
  website: 'link',
  welcome: 'texts',
  timeZone: 'timeZone',
} as const

export type UnitSettingName = keyof typeof unitSettings

export const unitSettingNames = Object.keys(unitSettings) as [UnitSettingName, ...UnitSettingName[]]
