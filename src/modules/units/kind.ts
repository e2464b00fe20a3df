import { defineError } from '../../platform/errors.ts'
import type { IconName } from '../../platform/presentation/icons.ts'
import type { Translated } from '../../platform/presentation/translated.ts'

/** How one comes into a unit: at once, when somebody who looks after it says so, or only as they bring one in. */
export const joinings = ['open', 'request', 'closed'] as const
export type Joining = (typeof joinings)[number]

/** Pictures that fit a place or those who meet there. */
export const kindIcons = [
  'home',
  'place',
  'units',
  'people',
  'work',
  'learn',
  'calendar',
] as const satisfies readonly IconName[]
export type KindIcon = (typeof kindIcons)[number]

export interface UnitKind {
  id: string
  tenantId: string
  key: string
  label: Translated
  icon: KindIcon | null
  parents: string[]
  joining: Joining
  position: number
  version: number
  archivedAt: Date | null
}

/** More than these make a list of kinds that nobody chooses from. */
export const mostKinds = 50

export const kindTaken = defineError('units.kindTaken', 409)
export const tooManyKinds = defineError('units.tooManyKinds', 409)
export const kindArchived = defineError('units.kindArchived', 409)
export const kindOfRoot = defineError('units.kindOfRoot', 409)
export const kindMisplaced = defineError('units.kindMisplaced', 409)

/** The kind of the root stands below nothing, and nothing else may be of it. */
export function isKindOfRoot({ parents }: Pick<UnitKind, 'parents'>): boolean {
  return parents.length === 0
}

export function mayStandBelow({ parents }: Pick<UnitKind, 'parents'>, kindAbove: string): boolean {
  return parents.includes(kindAbove)
}

/** What a new association begins with, to be named and changed as it likes. */
export const firstKinds: ReadonlyArray<
  Pick<UnitKind, 'key' | 'label' | 'icon' | 'parents' | 'joining' | 'position'>
> = [
  {
    key: 'association',
    label: { v: 1, en: 'Association', uk: 'Об’єднання' },
    icon: 'home',
    parents: [],
    joining: 'open',
    position: 10,
  },
  {
    key: 'region',
    label: { v: 1, en: 'Region', uk: 'Регіон' },
    icon: 'place',
    parents: ['association', 'region'],
    joining: 'open',
    position: 20,
  },
  {
    key: 'chapter',
    label: { v: 1, en: 'Chapter', uk: 'Осередок' },
    icon: 'units',
    parents: ['association', 'region', 'chapter', 'group'],
    joining: 'open',
    position: 30,
  },
  {
    key: 'group',
    label: { v: 1, en: 'Group', uk: 'Група' },
    icon: 'people',
    parents: ['association', 'region', 'chapter', 'group'],
    joining: 'open',
    position: 40,
  },
]

/** Those, or besides the root one kind alone, by the word that its founder gave. */
export function kindsToBeginWith(named?: { locale: string; label: string }): typeof firstKinds {
  if (!named) return firstKinds
  return firstKinds
    .filter((kind) => isKindOfRoot(kind))
    .concat({
      key: 'unit',
      label: { v: 1, [named.locale]: named.label },
      icon: 'units',
      parents: ['association', 'unit'],
      joining: 'open',
      position: 20,
    })
}
