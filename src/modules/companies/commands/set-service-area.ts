import { sql } from '../../../platform/db/sql.ts'
import { areaChosen, areaTyped } from '../../units/index.ts'
import { findCompany } from '../company-row.ts'
import { CompanyReference, SetServiceArea } from '../contract.ts'
import { onlyManagers } from '../policy.ts'
import { command } from '../room.ts'

export const setServiceArea = command({
  name: 'companies.setServiceArea',
  summary:
    'Say by an area where a company that you manage works: as GeoJSON, or as the boundary of a unit; null clears it',
  permission: 'member',
  input: SetServiceArea,
  output: CompanyReference,
  http: { method: 'put', path: '/companies/:companyId/service-area' },
  prepare: async (_context, { area }) => areaTyped(area),
  target: ({ tx, actor, now }, { companyId }) => findCompany(tx.sql, companyId, actor, now, { locked: true }),
  rule: onlyManagers,
  async run({ tx, actor, now, prepared, record }, { companyId, areaOfUnitId }, { serviceArea }) {
    const area = await areaChosen(tx.sql, { actor, now }, areaOfUnitId, prepared)
    await tx.sql(sql`
      UPDATE companies SET service_area = ${area}::polygon, version = version + 1, updated_at = ${now} WHERE id = ${companyId}::uuid`)
    record({ type: 'company', id: companyId }, { serviceArea }, { serviceArea: area })
    return { companyId }
  },
})
