import type { BrandChoice, BrandLogo } from './brand.ts'
import type { IconName } from './icons.ts'

export type { IconName } from './icons.ts'

/** What every page may know about the request it is drawn for. Plain data and pure functions only. */
export interface View {
  locale: string
  /** `ltr` or `rtl`, for the html element. */
  direction: 'ltr' | 'rtl'
  timeZone: string
  /** The path that was asked for, without the query string: marks the current place in the navigation. */
  path: string
  requestId: string
  brand: Brand
  /** The signed-in person, or null for a visitor. */
  reader: Reader | null
  /** Where they may go; nowhere, for a visitor. */
  navigation: Navigation
  flash: Flash | null
  alarm: Alarm | null
  /** True where demo mode shows its banner and the pages under /dev. */
  demo: boolean
  t: Translate
  /** The fingerprinted address of a file in templates/assets. */
  asset(name: string): string
}

export interface Brand {
  name: string
  /** Hue of the brand colour, 0 to 360. */
  hue: number
  /** Address of the tokens that an association chose; null where it looks like the installation. */
  stylesheet: string | null
  logo: BrandLogo | null
  /** `system` fetches no font. */
  font: BrandChoice['font']
}

export interface Reader {
  name: string
  /** E-mail address or phone. */
  address: string
  /** Address of a small photo. */
  photo: string | null
}

export interface Navigation {
  /** Only those that hold something. */
  groups: NavigationGroup[]
  /** All of them for the bottom bar of phones, the most important first. */
  bar: NavigationItem[]
  /** Signs in the top bar. */
  top: NavigationItem[]
  /** What stands in the menu under the person's name, above the way out. */
  account: NavigationItem[]
}

export interface NavigationGroup {
  name: string
  /** Locale key; null for what needs no heading. */
  heading: string | null
  items: NavigationItem[]
}

export interface NavigationItem {
  /** Locale key of the words shown. */
  label: string
  href: string
  icon: IconName
}

export interface Flash {
  kind: 'success' | 'info' | 'warning' | 'error'
  /** Locale key and its values. */
  message: string
  values?: MessageValues
  /** A file that begins to come once the page is there. */
  download?: string
}

/** Something about their account that the reader must not miss: it stands on every page, with what they can do about it. */
export interface Alarm {
  /** Locale keys. */
  title: string
  message: string
  values?: MessageValues
  /** When it will happen, where that is known. */
  at: Date | null
  /** The button, and where its form is posted; or the page that says more. */
  button: string
  action: string
  isLink?: true
}

export type MessageValues = Record<string, string | number | Date>

export type Translate = (key: string, values?: MessageValues) => string

/** One thing wrong with what was sent. `pointer` is a JSON pointer into it: `/email`, `/address/city`. */
export interface Issue {
  pointer: string
  code: string
  message: string
}

/** What a form shows again after a refusal: nothing that was typed is lost (but passwords). */
export interface FormState {
  values: Record<string, unknown>
  issues: Issue[]
  /** Sent along hidden, so that a double post acts once. */
  idempotencyKey: string
}
