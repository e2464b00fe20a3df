import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { DescribeLogo, LogoReply } from '../contract.ts'
import { lockLogo } from '../logo-row.ts'
import { command } from '../room.ts'
import { toLogoReply } from '../views.ts'

export const describeLogo = command({
  name: 'branding.describeLogo',
  summary: 'Say what the logo of your association shows, and where its name stands',
  permission: 'branding.change',
  input: DescribeLogo,
  output: LogoReply,
  http: { method: 'patch', path: '/brand/logo' },
  severity: 'notable',
  target: ({ tx, actor }) => lockLogo(tx.sql, actor),
  async run({ tx, now, record }, { alt, name }, { tenantId, logo }) {
    if (!logo) throw notFound()
    await tx.sql(sql`
      UPDATE brand_logos SET alt = ${alt}, name = ${name}, version = version + 1, updated_at = ${now}
      WHERE tenant_id = ${tenantId}::uuid`)
    record({ type: 'logo', id: tenantId }, logo, { alt, name })
    return toLogoReply({ ...logo, alt, name, version: logo.version + 1 })
  },
})
