import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { AppError, notEligible } from '../../platform/errors.ts'
import { type AccountActor, authorityFor, isResting, system } from '../../platform/policy/actor.ts'
import { grantRole } from '../access/index.ts'
import { authentication, findEntryOf, letIn } from '../identity/index.ts'
import { invitationAccepted } from './facts.ts'
import {
  type InvitationRow,
  inviterMayNot,
  membershipRests,
  noSuchInvitation,
  objectionToAccepting,
  roleGone,
  unitClosed,
} from './invitation.ts'
import { lockByToken } from './invitation-row.ts'

type Context = CommandContext<'personInvitation', unknown, 'invitation'>

/** The invitation of a link, locked, while somebody may still come in by it. */
export async function requireOpen({ tx, now }: Context, token: string): Promise<InvitationRow> {
  const invitation = await lockByToken(tx.sql, token)
  if (!invitation) throw noSuchInvitation()
  const objection = objectionToAccepting(invitation, now)
  if (objection) throw objection
  return invitation
}

export interface Comer {
  account:
    | { accountId: string }
    | { channel: 'email' | 'phone'; address: string; passwordHash: string | null }
  givenName: string | null
  familyName: string | null
  locale: string
  timeZone: string
}

/**
 * Somebody comes in by an invitation. Whoever asked them must still be allowed to, with what they may do by now: an
 * invitation is a promise, and no right of its own.
 */
export async function comeIn(
  context: Context,
  invitation: InvitationRow,
  comer: Comer,
): Promise<{ tenantId: string; unitId: string; personId: string }> {
  const { tx, now, call, record, emit, actsAs, session } = context
  const { id, tenantId, unitId, unitPath, role } = invitation
  const [unit] = await tx.sql<{ status: string }>(sql`
    SELECT p.status FROM unit_places p WHERE p.tenant_id = ${tenantId}::uuid AND p.unit_id = ${unitId}::uuid FOR SHARE OF p`)
  if (unit?.status !== 'open') throw unitClosed()
  const inviter = await requireInviter(context, invitation, unitPath)
  const known = invitation.personId ?? (await entryOf(context, invitation, comer))
  await refuseWhoRests(context, { tenantId, personId: known }, comer)
  const { accountId, personId } = await call(
    letIn,
    { tenantId, unitId, personId: known, ...comer },
    { as: system('accepts an invitation', tenantId, invitation.invitedBy) },
  )
  if (role !== null) await give(context, invitation, inviter, personId, role)
  await tx.personInvitation.update({
    where: { id },
    data: { state: 'accepted', endedAt: now, acceptedBy: personId },
  })
  record({ type: 'invitation', id }, { state: 'open' }, { state: 'accepted', personId })
  actsAs({ accountId, personId, sessionId: null })
  emit(invitationAccepted, { invitationId: id, personId })
  // Where several associations share a host, the next page is that of the one that they came into.
  session.choose(tenantId)
  return { tenantId, unitId, personId }
}

/** Null where nobody but the system asked. */
async function requireInviter(
  { tx, now, roles }: Context,
  { tenantId, invitedBy }: InvitationRow,
  unitPath: string,
): Promise<AccountActor | null> {
  if (invitedBy === null) return null
  const inviter = await authentication.loadStarter(
    tx.sql,
    { tenantId, personId: invitedBy, token: null },
    now,
    roles,
  )
  if (!inviter || isResting(inviter, now) || !authorityFor(inviter, 'invitations.manage', unitPath, now))
    throw inviterMayNot()
  return inviter
}

/** The link has shown that the address is theirs: the entry that the association keeps with it, without an account, is them. */
async function entryOf(
  { tx, now }: Context,
  { tenantId, channel, address }: InvitationRow,
  { account }: Comer,
): Promise<string | null> {
  const accountId = 'accountId' in account ? account.accountId : null
  const [own] = await tx.sql(sql`
    SELECT 1 FROM people WHERE account_id = ${accountId}::uuid AND tenant_id = ${tenantId}::uuid`)
  return own ? null : findEntryOf(tx.sql, tenantId, { channel, value: address }, now)
}

/** Whom staff have decided to keep out does not come back by a letter. */
async function refuseWhoRests(
  { tx, now }: Context,
  { tenantId, personId }: Pick<InvitationRow, 'tenantId' | 'personId'>,
  { account }: Comer,
): Promise<void> {
  const accountId = 'accountId' in account ? account.accountId : null
  const [rests] = await tx.sql(sql`
    SELECT 1 FROM people h JOIN person_standings s ON s.tenant_id = h.tenant_id AND s.person_id = h.person_id
    WHERE h.tenant_id = ${tenantId}::uuid AND (h.account_id = ${accountId}::uuid OR h.person_id = ${personId}::uuid)
      AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now}) AND s.standing <> 'active'`)
  if (rests) throw membershipRests()
}

/** Given by whoever asked them, and therefore as far as they may give it by now. */
async function give(
  { tx, now, call }: Context,
  { tenantId, unitId, roleEndsAt }: InvitationRow,
  inviter: AccountActor | null,
  personId: string,
  role: string,
): Promise<void> {
  if (roleEndsAt !== null && roleEndsAt <= now) throw roleGone()
  const [held] = await tx.sql(sql`
    SELECT 1 FROM grant_standings g WHERE g.tenant_id = ${tenantId}::uuid AND g.person_id = ${personId}::uuid
      AND g.unit_id = ${unitId}::uuid AND g.role = ${role} AND g.ends_at IS NULL`)
  if (held) return
  // They showed who they are when they asked.
  const as = inviter
    ? { ...inviter, provenUntil: now.getTime() + 1 }
    : system('an invitation with a role is accepted', tenantId)
  try {
    await call(grantRole, { personId, unitId, role, endsAt: roleEndsAt?.toISOString() ?? null }, { as })
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    // What a grade or a document asks for nobody brings along: they come in without the role, and the inviter hears of it.
    if (error.code === notEligible().code) return
    throw [
      'access.notYours',
      'request.notAllowed',
      'request.notFound',
      'request.secondFactorNeeded',
    ].includes(error.code)
      ? inviterMayNot()
      : roleGone()
  }
}
