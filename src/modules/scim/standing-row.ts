import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { type Actor, system } from '../../platform/policy/actor.ts'
import { hasMoreRights } from '../access/index.ts'
import { endSessionsHere } from '../identity/index.ts'
import { changeStanding, type standings } from '../membership/index.ts'
import { makerOf } from '../tokens/index.ts'
import { beyondMaker } from './errors.ts'

type Context = CommandContext<never, unknown>
export type Standing = (typeof standings)[number]

export interface Of {
  tenantId: string
  personId: string
}

/** As the system, in the association of whoever asks: what a token itself is trusted with is to keep people in step. */
export function asDirectory(tenantId: string): { as: Actor } {
  return { as: system('the identity provider of the association says so', tenantId) }
}

/** Nobody is suspended, let go or taken over by the token of somebody who may do less than they do. */
export async function requireWithinMaker({ tx, actor, roles, now }: Context, of: Of): Promise<void> {
  const maker = await makerOf(tx.sql, actor, now, roles)
  if (await hasMoreRights(tx.sql, roles, maker, of, now)) throw beyondMaker()
}

interface Current {
  standing: Standing
  standingId: string | null
}

/** How somebody stands now. Of whom nothing was decided, they are members. */
async function currentOf({ tx, now }: Context, { tenantId, personId }: Of): Promise<Current> {
  const [current] = await tx.sql<Current>(sql`
    SELECT standing, standing_id AS "standingId" FROM person_standings
    WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND starts_at <= ${now} AND (ends_at IS NULL OR ends_at > ${now})
    ORDER BY starts_at DESC LIMIT 1`)
  return current ?? { standing: 'active', standingId: null }
}

type Decided = 'active' | 'suspended' | 'resigned' | 'closed'

/** What whoever it is about reads. */
const reasons: Readonly<Record<Decided, string>> = {
  active: 'scim.reason.active',
  suspended: 'scim.reason.suspended',
  resigned: 'scim.reason.gone',
  closed: 'scim.reason.gone',
}

async function decide(context: Context, of: Of, to: Decided): Promise<string> {
  const { call, services, tx } = context
  const [reader] = await tx.sql<{ locale: string }>(sql`
    SELECT locale FROM people WHERE tenant_id = ${of.tenantId}::uuid AND person_id = ${of.personId}::uuid`)
  const reason = services.words.in(reader?.locale ?? 'en')(reasons[to])
  const { standingId } = await call(
    changeStanding,
    { personId: of.personId, to, reason, from: null },
    asDirectory(of.tenantId),
  )
  return standingId
}

/** The provider says that somebody is not active. Answers the decision, or null where they were no member as it was. */
export async function suspend(context: Context, of: Of): Promise<string | null> {
  await requireWithinMaker(context, of)
  const { standing } = await currentOf(context, of)
  await context.call(endSessionsHere, { personId: of.personId }, asDirectory(of.tenantId))
  return standing === 'active' ? decide(context, of, 'suspended') : null
}

/** The provider says that somebody is active again. What the staff decided meanwhile, or before, it does not take back. */
export async function reinstate(context: Context, of: Of, standingId: string | null): Promise<void> {
  if (standingId === null) return
  await requireWithinMaker(context, of)
  const current = await currentOf(context, of)
  if (current.standingId === standingId) await decide(context, of, 'active')
}

/** The provider takes somebody out of its hands: they are a member no more, and all that was theirs stays. */
export async function letGo(context: Context, of: Of): Promise<string | null> {
  await requireWithinMaker(context, of)
  const { standing } = await currentOf(context, of)
  await context.call(endSessionsHere, { personId: of.personId }, asDirectory(of.tenantId))
  if (standing === 'active' || standing === 'suspended' || standing === 'lapsed')
    return decide(context, of, 'resigned')
  if (standing === 'prospect' || standing === 'pending') return decide(context, of, 'closed')
  return null
}
