import { sql } from '../../../platform/db/sql.ts'
import { Nothing, WithPerson } from '../contract.ts'
import { followGroups, holdArrival } from '../provider-arrival.ts'
import { command } from '../room.ts'

/** Somebody may meet by now what is asked for a role that a group brings, of those that the provider told when they last came. */
export const bringWhatProviderGroupsBring = command({
  name: 'identity.bringWhatProviderGroupsBring',
  summary: 'Give somebody what their groups at a provider bring and they could not have before',
  permission: 'system',
  input: WithPerson,
  output: Nothing,
  async run(context, { personId }) {
    const { tx, actor } = context
    const tenantId = actor.tenantId as string
    const linked = await tx.sql<{ id: string; providerId: string; subject: string }>(sql`
      SELECT l.id, l.provider_id AS "providerId", l.subject FROM linked_identities l
      JOIN people p ON p.account_id = l.account_id AND p.tenant_id = l.tenant_id AND p.person_id = ${personId}::uuid
      JOIN identity_providers v ON v.tenant_id = l.tenant_id AND v.id = l.provider_id AND v.removed_at IS NULL
      WHERE l.tenant_id = ${tenantId}::uuid AND l.groups <> '{}' ORDER BY l.id`)
    for (const { id, providerId, subject } of linked) {
      await holdArrival(tx.sql, providerId, subject)
      // A statement of its own: whoever came in meanwhile may have told other groups.
      const [now] = await tx.sql<{ groups: string[] }>(
        sql`SELECT groups FROM linked_identities WHERE id = ${id}::uuid`,
      )
      if (now) await followGroups(context as never, { id: providerId, tenantId }, id, personId, now.groups)
    }
    return {}
  },
})
