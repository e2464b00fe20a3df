import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { notLeaving } from '../errors.ts'
import { command } from '../room.ts'

export const stayInAssociation = command({
  name: 'privacy.stayInAssociation',
  summary: 'Stay after all',
  permission: 'person',
  whileStopped: ['closing'],
  input: Nothing,
  output: Nothing,
  http: { method: 'delete', path: '/me/departure' },
  severity: 'notable',
  async run({ tx, actor, now, record }) {
    const [undone] = await tx.sql<{ id: string }>(sql`
      UPDATE closings SET undone_at = ${now}
      WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ${personOf(actor)}::uuid AND undone_at IS NULL AND erased_at IS NULL
      RETURNING id`)
    if (!undone) throw notLeaving()
    record({ type: 'closing', id: undone.id }, { undoneAt: null }, { undoneAt: now })
    return {}
  },
})
