import { z } from 'zod'
import { join, sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { linkToFile } from '../../files/index.ts'
import { ExportPage, ExportPlan, ExportRows, Exports, Nothing, TenantReference } from '../contract.ts'
import { exportedRows, exportedTables, leftOut } from '../export-row.ts'
import { rootOf } from '../policy.ts'
import { query } from '../room.ts'

/** What an export of an association holds. */
export const readExportPlan = query({
  name: 'tenants.readExportPlan',
  summary: 'The tables and files that an export of an association holds',
  permission: 'system',
  input: TenantReference,
  output: ExportPlan,
  async run({ db, slots, now }, { tenantId }) {
    const held = slots.heldFiles.map((ids) => sql` AND f.file_id NOT IN (${ids(tenantId, now)})`)
    const [tables, files, [root]] = await Promise.all([
      exportedTables(db.sql),
      db.sql<{ fileId: string; size: number; sha256: string }>(sql`
        SELECT f.file_id AS "fileId", f.size, encode(f.sha256, 'hex') AS sha256 FROM kept_files f
        WHERE f.tenant_id = ${tenantId}::uuid
          AND NOT EXISTS (SELECT FROM task_results k WHERE k.tenant_id = f.tenant_id AND k.result_file_id = f.file_id)${join(held, '')}
        ORDER BY f.file_id`),
      db.sql<{ name: string }>(sql`SELECT name FROM unit_places WHERE unit_id = ${tenantId}::uuid`),
    ])
    return {
      association: root?.name ?? '',
      tables: tables.map(({ name, secret }) => ({ name, secret })),
      files,
      leftOut: Object.entries(leftOut).map(([table, why]) => ({ table, why })),
      heldBack: slots.heldBack.map(({ table, columns, why }) => ({ table, columns: [...columns], why })),
    }
  },
})

export const readExportRows = query({
  name: 'tenants.readExportRows',
  summary: 'The next rows of a table of an association',
  permission: 'system',
  input: ExportRows,
  output: ExportPage,
  async run({ db, slots, now }, { tenantId, table, after, limit }) {
    const tables = await exportedTables(db.sql)
    const known = tables.find(({ name }) => name === table)
    const held = slots.heldBack
      .filter((each) => each.table === table)
      .map(({ columns, where }) => ({ columns, where: where(now) }))
    const rows = known ? await exportedRows(db.sql, known, held, tenantId, after, limit) : []
    return { lines: rows.map(({ row }) => row), after: rows.at(-1)?.key ?? null }
  },
})

/** Addresses stand at accounts; those of its people an association needs. */
export const readExportAddresses = query({
  name: 'tenants.readExportAddresses',
  summary: 'The next addresses of the people of an association',
  permission: 'system',
  input: z.strictObject({ tenantId: z.uuid(), after: z.uuid().nullable(), limit: z.int() }),
  output: ExportPage,
  async run({ db }, { tenantId, after, limit }) {
    const rows = await db.sql<{ personId: string; row: string }>(sql`
      SELECT p.person_id AS "personId", json_build_object('person_id', p.person_id, 'email', a.email, 'phone', a.phone)::text AS row
      FROM people p JOIN account_addresses a ON a.account_id = p.account_id
      WHERE p.tenant_id = ${tenantId}::uuid AND (${after}::uuid IS NULL OR p.person_id > ${after}::uuid)
      ORDER BY p.person_id LIMIT ${limit}`)
    const last = rows.at(-1)
    return { lines: rows.map(({ row }) => row), after: last ? [last.personId] : null }
  },
})

const mostShown = 20

/** Also while the association is suspended, when nobody opens the pages of tasks. */
export const listExports = query({
  name: 'tenants.listExports',
  summary: 'List the exports of your association that you asked for, with links to their files',
  permission: 'tenants.export',
  whileStopped: ['suspended', 'closing'],
  input: Nothing,
  output: Exports,
  http: { method: 'get', path: '/tenancy/exports' },
  target: async ({ actor }) => rootOf(actor),
  async run({ db, actor, services, now }, _input, { tenantId }) {
    const personId = personBehind(actor)
    const rows = await db.sql<{
      taskId: string
      state: string
      done: number
      total: number | null
      createdAt: Date
      fileId: string | null
    }>(sql`
      SELECT k.task_id AS "taskId", k.state, k.done, k.total, k.created_at AS "createdAt", k.result_file_id AS "fileId"
      FROM task_results k WHERE k.tenant_id = ${tenantId}::uuid AND k.kind = 'tenants.exportTenant' AND k.started_by = ${personId}::uuid
      ORDER BY k.task_id DESC LIMIT ${mostShown}`)
    return {
      items: rows.map(({ fileId, ...row }) => ({
        ...row,
        href: fileId && linkToFile(services, { links: 'person' }, fileId, personId, now),
      })),
    }
  },
})
