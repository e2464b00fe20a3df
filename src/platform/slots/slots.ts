import { platformSealedColumns, type SealedColumn } from '../crypto/sealed-columns.ts'
import type { Module } from '../declare/module.ts'
import type { AnyQuery } from '../declare/operation.ts'
import type { AnyTaskKind } from '../declare/task.ts'
import { type Act, actsOf } from './acts.ts'
import type { Eligibility } from './eligibility.ts'
import type { Expecting } from './expecting.ts'
import type { Findable } from './find.ts'
import type { HomeSection } from './home.ts'
import type { PageLink } from './links.ts'
import type { PersonalData } from './personal-data.ts'
import { platformPersonalData } from './platform-personal-data.ts'
import { type HeldBack, type TenantData, type TenantRows, tenantRows } from './tenant-data.ts'
import type { Topic } from './topics.ts'
import type { UnitHolding } from './unit-holdings.ts'

/** What all rooms put into the slots that the platform declares. */
export interface Slots {
  /** What can stand in the audit, by its name. */
  acts: ReadonlyMap<string, Act>
  home: readonly HomeSection[]
  find: readonly Findable[]
  links: readonly PageLink[]
  topics: readonly Topic[]
  /** Where the page of a task leads on to, by the name of its kind. */
  taskPages: ReadonlyMap<string, { path: string; label: string }>
  /** Kinds of tasks whose files speak of people. */
  peopleTasks: ReadonlySet<string>
  /** What is asked at each fetching of the file of a task, by the name of its kind. */
  taskFiles: ReadonlyMap<string, { query: AnyQuery; of: NonNullable<AnyTaskKind['fileWhile']>['of'] }>
  expecting: readonly Expecting[]
  /** Asked before people join a unit, come to a position or are given a role. */
  eligibility: Eligibility | null
  /** The lists there are, by the names of their queries. */
  lists: ReadonlySet<string>
  /** What becomes of all that rooms keep at a unit which goes into another, in that order. */
  unitHoldings: readonly UnitHolding[]
  /** By the room that keeps it; the highest room first, since lower ones keep what these refer to. */
  personalData: ReadonlyMap<string, PersonalData>
  /** What goes of an association that is closed, in that order: the highest room first, as above. */
  tenantRows: readonly TenantRows[]
  /** What an export of an association does not tell, or not yet, and its files. */
  heldBack: readonly HeldBack[]
  heldFiles: ReadonlyArray<NonNullable<TenantData['heldFiles']>>
  /** Everything that key rotation goes through. */
  sealedColumns: readonly SealedColumn[]
}

export function slotsOf(modules: readonly Module[]): Slots {
  const kept = [...modules]
    .reverse()
    .flatMap(({ name, personalData }) => (personalData ? [[name, personalData] as const] : []))
  return {
    acts: actsOf(modules),
    home: modules.flatMap((module) => module.home ?? []).sort((a, b) => a.order - b.order),
    find: modules.flatMap((module) => module.find ?? []).sort((a, b) => a.order - b.order),
    links: modules.flatMap((module) => module.links ?? []).sort((a, b) => a.order - b.order),
    unitHoldings: modules.flatMap((module) => module.unitHoldings ?? []).sort((a, b) => a.order - b.order),
    lists: new Set(
      modules.flatMap(({ operations }) =>
        operations.flatMap((each) => (each.kind === 'query' && each.isList ? [each.name] : [])),
      ),
    ),
    taskPages: new Map(
      modules.flatMap(({ taskKinds = [] }) =>
        taskKinds.flatMap(({ name, page }) => (page ? [[name, page] as const] : [])),
      ),
    ),
    peopleTasks: new Set(
      modules.flatMap(({ taskKinds = [] }) =>
        taskKinds.flatMap(({ name, namesPeople }) => (namesPeople ? [name] : [])),
      ),
    ),
    taskFiles: new Map(
      modules.flatMap(({ taskKinds = [] }) =>
        taskKinds.flatMap(({ name, fileWhile }) =>
          fileWhile ? [[name, { query: queryOf(modules, fileWhile.query), of: fileWhile.of }] as const] : [],
        ),
      ),
    ),
    expecting: modules.flatMap((module) => module.expecting ?? []),
    eligibility: modules.flatMap((module) => module.eligibility ?? [])[0] ?? null,
    topics: modules.flatMap((module) => module.topics ?? []),
    tenantRows: [...modules]
      .reverse()
      .flatMap(({ tenantData }) =>
        (tenantData?.goes ?? []).map((rows) => (typeof rows === 'string' ? tenantRows(rows) : rows)),
      ),
    heldBack: modules.flatMap(({ tenantData }) => tenantData?.heldBack ?? []),
    heldFiles: modules.flatMap(({ tenantData }) => (tenantData?.heldFiles ? [tenantData.heldFiles] : [])),
    sealedColumns: [...platformSealedColumns, ...modules.flatMap((module) => module.sealedColumns ?? [])],
    personalData: new Map([...kept, ['platform', platformPersonalData]]),
  }
}

/** A kind of task stands among the pure files of its room, so it names what is asked. */
function queryOf(modules: readonly Module[], name: string): AnyQuery {
  for (const { operations } of modules)
    for (const each of operations) if (each.kind === 'query' && each.name === name) return each
  throw new Error(`There is no query ${name}, by which the file of a task is given.`)
}
