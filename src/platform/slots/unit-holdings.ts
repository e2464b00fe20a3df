import type { RunSql } from '../db/database.ts'
import type { Translated } from '../presentation/translated.ts'
import type { Joined } from './personal-data.ts'

export interface HoldingUnit {
  id: string
  tenantId: string
  unitPath: string
}

/** Something that somebody has at a unit and would have no more once it stands elsewhere. */
export interface EndsByMove {
  personId: string
  name: string
  unitId: string
  unitName: string
  what: string | Translated
}

/** What a room keeps at units, and what becomes of it when one unit goes into another. */
export interface UnitHolding {
  /** `<room>.<what>` */
  name: string
  order: number
  /** Locale key that says, for so many (`count`), what becomes of them. */
  fate: string
  /** How many there are, to be said beforehand. */
  count(run: RunSql, unit: HoldingUnit, into: HoldingUnit, now: Date): Promise<number>
  /** Part of the transaction in which the unit goes. */
  merge(context: Joined, between: { from: HoldingUnit; into: HoldingUnit }): Promise<void>
  /** What ends where the unit, with all below it, comes to stand below another place; to be said beforehand. */
  endsByMove?(run: RunSql, unit: HoldingUnit, parentPath: string, now: Date): Promise<EndsByMove[]>
  /** Part of the transaction in which a unit moves, once it and all below it stand where they go. */
  move?(context: Joined, unit: HoldingUnit): Promise<void>
  /** Part of the transaction in which a unit closes; left out where what is kept there stays as it is. */
  close?(context: Joined, unit: HoldingUnit): Promise<void>
}
