import type { Transaction } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { BrandChoice } from '../../platform/presentation/brand.ts'
import type { BrandRow } from './brand-row.ts'

export async function writeBrand(
  tx: Transaction<'brand'>,
  { tenantId, unitId }: Pick<BrandRow, 'tenantId' | 'unitId'>,
  { colour, corners, font, density }: BrandChoice,
  now: Date,
): Promise<void> {
  await tx.sql(sql`
    INSERT INTO brands AS b (tenant_id, unit_id, colour, corners, font, density, updated_at)
    VALUES (${tenantId}::uuid, ${unitId}::uuid, ${colour}, ${corners}, ${font}, ${density}, ${now})
    ON CONFLICT (unit_id) DO UPDATE SET colour = excluded.colour, corners = excluded.corners, font = excluded.font,
      density = excluded.density, version = b.version + 1, updated_at = excluded.updated_at`)
}
