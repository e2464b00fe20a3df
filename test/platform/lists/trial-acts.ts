import { z } from 'zod'
import { modules } from '../../../src/modules.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import { draw, page } from '../../../src/platform/declare/page.ts'
import { room } from '../../../src/platform/declare/room.ts'
import { afterBulk, bulkModel } from '../../../src/platform/lists/bulk-page.ts'
import { authorityAnywhere } from '../../../src/platform/policy/actor.ts'
import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

/*
 * A room for trying acts on many rows: a list of all numbers from one to a hundred thousand and one, and a command that
 * touches one of them, of which a test says what it does.
 */

const { command, list, bulk } = room({
  name: 'trial',
  models: [],
  permissions: { 'trial.touch': { may: 'touch numbers', heldBy: ['manager'] } },
  resources: { number: {} },
})

const numbers = 100_001

export const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
export const numberOf = (id: string) => Number(id.slice(-12))

const numberList = list({
  name: 'trial.listNumbers',
  summary: 'List numbers',
  permission: 'trial.touch',
  path: '/numbers',
  words: { title: 'units.all.title', none: 'units.all.none', noneHelp: 'units.all.noneHelp' },
  icon: 'units',
  from: sql`(SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid AS id, n FROM generate_series(1, ${numbers}) n) r`,
  id: sql`r.id`,
  visible: (actor, now) =>
    sql`${actor.kind === 'system' || authorityAnywhere(actor, 'trial.touch', now) !== null}`,
  columns: {
    name: { type: 'name', label: 'units.name', sql: sql`'=Number ' || r.n`, shown: 'always' },
    parity: {
      type: 'text',
      label: 'units.kind',
      sql: sql`CASE WHEN r.n % 2 = 0 THEN 'even' ELSE 'odd' END`,
    },
    number: { type: 'integer', sql: sql`r.n`, sortable: true, shown: 'no' },
  },
  filters: { number: { type: 'numbers', sql: sql`r.n` } },
  sort: 'number',
})

/** What touching a number does. Each test sets it. */
export const deed: { handle(number: number, note: string): Promise<void> | void } = { handle: () => {} }

const Touched = z.strictObject({ rowId: z.uuid(), note: z.string() })

const touchNumber = command({
  name: 'trial.touchNumber',
  summary: 'Touch a number',
  permission: 'trial.touch',
  input: Touched,
  output: Touched,
  async target({ tx, actor }) {
    const [root] = await tx.sql<{ unitPath: string }>(
      sql`SELECT path::text AS "unitPath" FROM unit_places WHERE unit_id = ${actor.tenantId}::uuid`,
    )
    return root ?? null
  },
  async run({ record }, { rowId, note }) {
    await deed.handle(numberOf(rowId), note)
    record({ type: 'number', id: rowId }, null, { note })
    return { rowId, note }
  },
})

const touchNumbers = bulk({
  name: 'trial.touchNumbers',
  summary: 'Touch numbers',
  permission: 'trial.touch',
  path: 'touch',
  list: numberList,
  words: { title: 'members.add.title', lead: 'members.add.lead', button: 'members.add.button' },
  each: touchNumber,
  input: { note: z.string().max(20).default('none') },
  toInput: (rowId, { note }) => ({ rowId, note }),
})

const touchPage = page({
  name: 'trial.touchPage',
  path: '/numbers/touch',
  permission: 'trial.touch',
  show: async (context) => draw(BulkPage, { act: await bulkModel(touchNumbers, context) }),
  submit: { command: touchNumbers, done: (outcome, context) => afterBulk(touchNumbers, outcome, context) },
})

const trialModule: Module = {
  name: 'trial',
  operations: [numberList.query, touchNumber, touchNumbers],
  pages: [touchPage],
  endpoints: [numberList.download],
  permissions: { 'trial.touch': { may: 'touch numbers', heldBy: ['manager'] } },
}

export function openActsPortal(): Promise<Portal> {
  return openPortal({ modules: [...modules(testConfig()), trialModule] })
}
