import type { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { listHolders } from '../../access/index.ts'
import { listAddressees } from '../../identity/index.ts'
import {
  Administrators,
  ExportLetter,
  ExportReference,
  TenantReference,
  VisitLetter,
  VisitReference,
} from '../contract.ts'
import { query } from '../room.ts'

/** Those who can be written to by mail. */
export const listAdministrators = query({
  name: 'tenants.listAdministrators',
  summary: 'Names and addresses of the administrators of an association',
  permission: 'system',
  input: TenantReference,
  output: Administrators,
  async run({ ask }, { tenantId }) {
    const holders = await ask(listHolders, { unitId: tenantId, roles: ['administrator'] })
    const { items } = await ask(listAddressees, { personIds: holders.items.map(({ personId }) => personId) })
    return {
      items: items.flatMap(({ name, email, locale }) =>
        email === null ? [] : [{ name, to: email, locale: locale ?? 'en' }],
      ),
    }
  },
})

/** For the mail that tells the administrators of an association who takes it out. */
export const readExportLetter = query({
  name: 'tenants.readExportLetter',
  summary: 'Who of the installation takes the data of an association out, and why',
  permission: 'system',
  input: ExportReference,
  output: ExportLetter,
  async run({ db }, { exportId }) {
    const [row] = await db.sql<NonNullable<z.output<typeof ExportLetter>>>(sql`
      SELECT x.tenant_id AS "tenantId", coalesce(a.email::text, a.phone, '') AS by, x.reason
      FROM tenant_exports x LEFT JOIN account_addresses a ON a.account_id = x.account_id WHERE x.id = ${exportId}::uuid`)
    return row ?? null
  },
})

/** For the mail that tells the administrators of an association who looks into it. */
export const readVisitLetter = query({
  name: 'tenants.readVisitLetter',
  summary: 'Who looks into an association, why, and until when',
  permission: 'system',
  input: VisitReference,
  output: VisitLetter,
  async run({ db }, { visitId }) {
    const [row] = await db.sql<NonNullable<z.output<typeof VisitLetter>>>(sql`
      SELECT v.tenant_id AS "tenantId", coalesce(a.email::text, a.phone, '') AS by, v.reason, v.ends_at AS until, v.ended_at AS "endedAt"
      FROM tenant_visits v LEFT JOIN account_addresses a ON a.account_id = v.account_id WHERE v.id = ${visitId}::uuid`)
    return row ?? null
  },
})
