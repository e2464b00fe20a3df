import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { DeviceReference, Nothing } from '../contract.ts'
import { devicesInReach } from '../policy.ts'
import { command } from '../room.ts'

/** A browser that is signed out but still known. */
export const forgetDevice = command({
  name: 'identity.forgetDevice',
  summary: 'Forget a browser that you used before',
  permission: 'signed-in',
  input: DeviceReference,
  output: Nothing,
  http: { method: 'delete', path: '/account/devices/:deviceId' },
  severity: 'notable',
  async target({ tx, actor, now }, { deviceId }) {
    const [device] = await tx.sql<{ id: string }>(sql`
      SELECT id FROM devices WHERE id = ${deviceId}::uuid AND account_id = ${accountOf(actor)}::uuid
        AND ${devicesInReach(actor, now)} FOR UPDATE`)
    return device ?? null
  },
  async run({ tx, now }, { deviceId }) {
    await tx.sql(
      sql`UPDATE sessions SET ended_at = ${now} WHERE device_id = ${deviceId}::uuid AND ended_at IS NULL`,
    )
    await tx.sql(sql`DELETE FROM devices WHERE id = ${deviceId}::uuid`)
    return {}
  },
})
