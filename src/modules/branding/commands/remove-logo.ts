import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { Nothing } from '../contract.ts'
import { lockLogo } from '../logo-row.ts'
import { command } from '../room.ts'

export const removeLogo = command({
  name: 'branding.removeLogo',
  summary: 'Remove the logo of your association',
  permission: 'branding.change',
  input: Nothing,
  output: Nothing,
  http: { method: 'delete', path: '/brand/logo' },
  severity: 'notable',
  target: ({ tx, actor }) => lockLogo(tx.sql, actor),
  async run({ tx, call, record }, _input, { tenantId, logo }) {
    if (!logo) return {}
    await tx.sql(sql`DELETE FROM brand_logos WHERE tenant_id = ${tenantId}::uuid`)
    await call(dropFile, { fileId: logo.fileId }, { as: system('an association removes its logo', tenantId) })
    record({ type: 'logo', id: tenantId }, logo, null)
    return {}
  },
})
