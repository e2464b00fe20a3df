import { sql } from '../../../platform/db/sql.ts'
import { ChooseAssociation, ChosenAssociation } from '../contract.ts'
import { unknownAssociation } from '../errors.ts'
import { command } from '../room.ts'

/** Where the host name does not say which association is meant, the person says it. */
export const chooseAssociation = command({
  name: 'identity.chooseAssociation',
  summary: 'Choose the association that this browser works with',
  permission: 'anyone',
  input: ChooseAssociation,
  output: ChosenAssociation,
  http: { method: 'post', path: '/association' },
  idempotent: false,
  async run({ tx, session }, { tenantId }) {
    const [root] = await tx.sql<{ name: string }>(
      sql`
      SELECT t.name FROM unit_places t WHERE t.unit_id = ${tenantId}::uuid AND nlevel(t.path) = 1 AND t.status = 'open'
        AND NOT EXISTS (SELECT FROM tenant_states s WHERE s.tenant_id = t.unit_id AND s.state = 'closed')`,
    )
    if (!root) throw unknownAssociation()
    session.choose(tenantId)
    return { name: root.name }
  },
})
