import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { findCompany } from '../company-row.ts'
import { ChangeService, CompanyReference } from '../contract.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'

export const changeService = command({
  name: 'companies.changeService',
  summary: 'Change what a company that you manage does, and where it works',
  permission: 'member',
  input: ChangeService,
  output: CompanyReference,
  http: { method: 'put', path: '/companies/:companyId/service' },
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: onlyManagers,
  async run({ tx, now, record }, { companyId, position, unitIds, ...said }, before) {
    const { tenantId } = before
    const units = sql`tenant_id = ${tenantId}::uuid AND company_id = ${companyId}::uuid`
    const was = await tx.sql<{ unitId: string }>(
      sql`SELECT unit_id AS "unitId" FROM company_units WHERE ${units} ORDER BY unit_id`,
    )
    // Those that are new are held as they are until the commit: none of them closes, or goes into another, meanwhile.
    const added = unitIds.filter((id) => !was.some(({ unitId }) => unitId === id))
    const held = await tx.sql<{ id: string }>(sql`
      SELECT p.unit_id AS id FROM unit_places p WHERE p.tenant_id = ${tenantId}::uuid AND p.unit_id = ANY(${added}::uuid[])
        AND p.status = 'open' ORDER BY p.unit_id FOR SHARE OF p`)
    if (held.length < added.length) throw invalid([{ pointer: '/unitIds', code: 'notOffered', message: '' }])
    await tx.sql(sql`DELETE FROM company_units WHERE ${units} AND unit_id <> ALL(${unitIds}::uuid[])`)
    await tx.companyUnit.createMany({ data: added.map((unitId) => ({ tenantId, companyId, unitId })) })
    const { latitude = null, longitude = null } = position ?? {}
    const changed = { ...said, latitude, longitude }
    await tx.company.update({
      where: { id: companyId },
      data: { ...changed, version: before.version + 1, updatedAt: now },
    })
    record(
      { type: 'company', id: companyId },
      { ...before, unitIds: was.map(({ unitId }) => unitId) },
      { ...changed, unitIds: [...unitIds].sort() },
    )
    return { companyId }
  },
})
