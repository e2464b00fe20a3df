import type { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { Nothing, PlatformAdministrators } from '../contract.ts'
import { query } from '../room.ts'

export const listPlatformAdministrators = query({
  name: 'tenants.listPlatformAdministrators',
  summary: 'List who runs the installation',
  permission: 'platform',
  input: Nothing,
  output: PlatformAdministrators,
  http: { method: 'get', path: '/platform/administrators' },
  async run({ db }) {
    return {
      items: await db.sql<z.output<typeof PlatformAdministrators>['items'][number]>(sql`
        SELECT p.account_id AS "accountId", coalesce(a.email::text, a.phone, '') AS address, p.added_at AS "addedAt",
          s.has_second_factor AS "hasSecondFactor"
        FROM platform_administrators p JOIN account_addresses a ON a.account_id = p.account_id
        JOIN account_states s ON s.account_id = p.account_id ORDER BY p.added_at, p.account_id`),
    }
  },
})
