import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type Address, accountAt, hashToken, tokenFor } from '../identity/index.ts'
import { invitationSent } from './facts.ts'
import {
  alreadyInvited,
  alreadyMember,
  daysAfter,
  type InvitationRow,
  letterOf,
  linkPurpose,
} from './invitation.ts'
import { placesToInvite, visibleInvitations } from './policy.ts'

const columns: Sql = sql`i.id, i.tenant_id AS "tenantId", i.unit_id AS "unitId", p.path::text AS "unitPath", i.person_id AS "personId", i.state,
  i.channel, i.address, i.given_name AS "givenName", i.family_name AS "familyName", i.locale, i.role, i.role_ends_at AS "roleEndsAt",
  i.sends, i.days, i.invited_by AS "invitedBy", i.last_sent_at AS "lastSentAt", i.expires_at AS "expiresAt"`

const tables: Sql = sql`person_invitations i JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id`

/** An invitation as far as the actor may see it, locked: it is accepted, sent again and withdrawn one after the other. */
export async function lockInvitation(
  run: RunSql,
  invitationId: string,
  actor: Actor,
  now: Date,
): Promise<InvitationRow | null> {
  const [invitation] = await run<InvitationRow>(sql`
    SELECT ${columns} FROM ${tables} WHERE i.id = ${invitationId}::uuid AND ${visibleInvitations(actor, now)} FOR NO KEY UPDATE OF i`)
  return invitation ?? null
}

/** The one that a link leads to, locked: of all who follow it at once one comes in. */
export async function lockByToken(run: RunSql, token: string): Promise<InvitationRow | null> {
  const [invitation] = await run<InvitationRow>(sql`
    SELECT ${columns} FROM ${tables} WHERE i.token_hash = ${hashToken(token)} AND i.state <> 'draft' FOR NO KEY UPDATE OF i`)
  return invitation ?? null
}

/** A unit as the place of an invitation. */
export interface InvitingPlace {
  unitId: string
  tenantId: string
  unitPath: string
  name: string
  status: string
  isRoot: boolean
}

const placeColumns: Sql = sql`p.unit_id AS "unitId", p.tenant_id AS "tenantId", p.path::text AS "unitPath", p.name, p.status,
  nlevel(p.path) = 1 AS "isRoot"`

/** A unit that the actor may invite to, held as it is until the commit: it does not close meanwhile. */
export async function holdInvitingPlace(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
  held = true,
): Promise<InvitingPlace | null> {
  const [place] = await run<InvitingPlace>(sql`
    SELECT ${placeColumns} FROM unit_places p WHERE p.unit_id = ${unitId}::uuid AND ${placesToInvite(actor, now)}
    ${held ? sql`FOR SHARE OF p` : empty}`)
  return place ?? null
}

/** Somebody in the actor's charge, locked, at the unit that they belong to first, and whether anybody signs in as them. */
export async function lockClaimable(
  run: RunSql,
  personId: string,
  actor: Actor,
  now: Date,
  lock: Sql = sql`FOR NO KEY UPDATE OF h`,
): Promise<
  (InvitingPlace & { personId: string; personName: string; address: string | null; signsIn: boolean }) | null
> {
  const [found] = await run<
    InvitingPlace & { personId: string; personName: string; address: string | null; signsIn: boolean }
  >(sql`
    SELECT ${placeColumns}, h.person_id AS "personId", h.display_name AS "personName", h.account_id IS NOT NULL AS "signsIn",
      (SELECT coalesce(c.email, c.phone) FROM person_contacts c WHERE c.person_id = h.person_id) AS address
    FROM people h CROSS JOIN LATERAL (
      SELECT p.* FROM unit_members m JOIN unit_places p ON p.tenant_id = m.tenant_id AND p.unit_id = m.unit_id
      WHERE m.tenant_id = h.tenant_id AND m.person_id = h.person_id AND m.ended_at IS NULL AND ${placesToInvite(actor, now)}
      ORDER BY m.is_primary DESC, p.path LIMIT 1) p
    WHERE h.person_id = ${personId}::uuid ${lock}`)
  return found ?? null
}

export interface NewInvitation {
  place: InvitingPlace
  personId: string | null
  address: Address
  givenName: string | null
  familyName: string | null
  locale: string
  greeting: string | null
  role: string | null
  roleId: string | null
  roleEndsAt: Date | null
  days: number
  invitedBy: string | null
}

type Writing = CommandContext<'personInvitation', unknown, 'invitation'>

/** Writes an invitation down, with its letter. What ran out for the same address makes room for it. */
export async function openInvitation(
  { tx, now, services, record, emit }: Writing,
  { place, address, personId, role, roleId, roleEndsAt, days, invitedBy, ...said }: NewInvitation,
): Promise<{ id: string; expiresAt: Date }> {
  const { tenantId, unitId } = place
  await refuseTwice(tx.sql, { tenantId, unitId, personId, address, role })
  const id = newId(now.getTime())
  const sends = 1
  const expiresAt = daysAfter(now, days)
  await endExpired(
    tx.sql,
    sql`i.tenant_id = ${tenantId}::uuid AND (i.person_id = ${personId}::uuid
    OR (i.unit_id = ${unitId}::uuid AND i.address = ${address.value}))`,
    now,
  )
  await tx.personInvitation.create({
    data: {
      id,
      tenantId,
      unitId,
      personId,
      state: 'open',
      channel: address.channel,
      address: address.value,
      ...said,
      role,
      roleId,
      roleEndsAt,
      tokenHash: new Uint8Array(hashToken(tokenFor(services, linkPurpose, letterOf(id, sends)))),
      sends,
      days,
      invitedBy,
      createdAt: now,
      lastSentAt: now,
      expiresAt,
    },
  })
  record({ type: 'invitation', id }, null, { unitId, personId, role, roleEndsAt, days })
  emit(invitationSent, { invitationId: id, sends, notBefore: null })
  return { id, expiresAt }
}

/** Whoever belongs there already need not be asked, unless a role comes with it; nor need who is asked already. */
export async function refuseTwice(
  run: RunSql,
  {
    tenantId,
    unitId,
    personId,
    address,
    role,
  }: { tenantId: string; unitId: string; personId: string | null; address: Address; role: string | null },
): Promise<void> {
  const [{ belongs = false } = {}] = await run<{ belongs: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM account_addresses a JOIN people h ON h.account_id = a.account_id AND h.tenant_id = ${tenantId}::uuid
      JOIN unit_members m ON m.tenant_id = h.tenant_id AND m.person_id = h.person_id AND m.unit_id = ${unitId}::uuid AND m.ended_at IS NULL
      WHERE ${accountAt(address)}) AS belongs`)
  if (belongs && role === null && personId === null) throw alreadyMember()
}

/** Writes down what the clock has ended already. `i` is person_invitations. */
export async function endExpired(run: RunSql, which: Sql, now: Date): Promise<void> {
  await run(sql`
    UPDATE person_invitations i SET state = 'expired', ended_at = i.expires_at
    WHERE i.state = 'open' AND i.expires_at <= ${now} AND ${which}`)
}

export const constraintErrors = {
  person_invitations_open_key: alreadyInvited,
  person_invitations_claim_key: alreadyInvited,
}
