import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { SurfaceRefusal } from '../../platform/declare/surface.ts'
import { newId } from '../../platform/ids.ts'
import { scimTypeOf } from './surface.ts'

/** So many are kept of an association, the newest ones. */
export const mostRefusals = 50

/**
 * What a provider was refused, for whoever looks why somebody is not in step. That something is not there, or has changed
 * meanwhile, is no news: providers ask for that. What they sent is not kept, only which attribute it was.
 */
export async function noteRefusal(run: RunSql, { tenantId, tokenId, operation, error, now }: SurfaceRefusal) {
  if (error.status === 404 || error.status === 412) return
  const { at } = error.values
  await run(sql`
    INSERT INTO scim_refusals (id, tenant_id, token_id, operation, status, code, scim_type, at_attribute, refused_at)
    VALUES (${newId(now.getTime())}::uuid, ${tenantId}::uuid, ${tokenId}::uuid, ${operation}, ${error.status}, ${error.code},
      ${scimTypeOf(error)}, ${typeof at === 'string' ? at.slice(0, 80) : null}, ${now})`)
  await run(sql`
    DELETE FROM scim_refusals WHERE tenant_id = ${tenantId}::uuid AND id NOT IN (
      SELECT id FROM scim_refusals WHERE tenant_id = ${tenantId}::uuid ORDER BY id DESC LIMIT ${mostRefusals})`)
}
