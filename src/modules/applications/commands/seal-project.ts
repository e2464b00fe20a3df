import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { findProject, noteSealing } from '../../projects/index.ts'
import { SealingReference, SealProject } from '../contract.ts'
import { witnessAsked } from '../facts.ts'
import { command } from '../room.ts'
import { nobodyThere, notDraft, samePerson, tooManyNeeded } from '../sealing.ts'

/** Whoever was named before and is not any more has nothing to open; those who stay agree anew. */
export const sealProject = command({
  name: 'applications.sealProject',
  summary:
    'Have the bids of a draft project sealed: so many of its witnesses open them together, and nobody else',
  permission: 'applications.seal',
  input: SealProject,
  output: SealingReference,
  http: { method: 'put', path: '/projects/:projectId/sealing' },
  severity: 'critical',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: (_actor, { status }) => (status === 'draft' ? null : notDraft()),
  async run({ tx, now, call, record, emit }, { projectId, threshold, witnesses }, { tenantId }) {
    const people = await tx.sql<{ personId: string; address: string }>(sql`
      SELECT DISTINCT p.person_id AS "personId", lower(a.email::text) AS address FROM people p JOIN account_addresses a ON a.account_id = p.account_id
      WHERE p.tenant_id = ${tenantId}::uuid AND lower(a.email::text) = ANY(${witnesses.map((address) => address.toLowerCase())}::text[])`)
    const addresses = new Set(people.map(({ address }) => address))
    const strange = witnesses.filter((address) => !addresses.has(address.toLowerCase()))
    if (strange.length > 0) throw nobodyThere(strange)
    const personIds = people.map(({ personId }) => personId)
    // An address that is written in two ways is one witness.
    if (personIds.length < witnesses.length) throw samePerson()
    if (threshold > personIds.length) throw tooManyNeeded()
    const of = sql`tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`
    await tx.sql(sql`DELETE FROM sealing_witnesses WHERE ${of}`)
    await tx.sql(sql`DELETE FROM sealings WHERE ${of}`)
    await tx.sql(sql`
      INSERT INTO sealings (tenant_id, project_id, threshold, created_at)
      VALUES (${tenantId}::uuid, ${projectId}::uuid, ${threshold}, ${now})`)
    await tx.sql(sql`
      INSERT INTO sealing_witnesses (tenant_id, project_id, person_id)
      SELECT ${tenantId}::uuid, ${projectId}::uuid, unnest(${personIds}::uuid[])`)
    await call(
      noteSealing,
      { projectId, sealing: 'awaiting' },
      { as: system('bids are to be sealed', tenantId) },
    )
    record({ type: 'sealing', id: projectId }, null, { threshold, witnesses: personIds })
    for (const personId of personIds) emit(witnessAsked, { projectId, personId })
    return { projectId }
  },
})
