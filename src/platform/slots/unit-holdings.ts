import type { RunSql } from '../db/database.ts'
import type { Joined } from './personal-data.ts'

export interface HoldingUnit {
  id: string
  tenantId: string
  unitPath: string
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
  /** Part of the transaction in which a unit closes; left out where what is kept there stays as it is. */
  close?(context: Joined, unit: HoldingUnit): Promise<void>
}
