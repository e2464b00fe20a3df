import { z } from 'zod'
import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { hasMoreRights } from '../../access/index.ts'
import { settingsAt } from '../../units/index.ts'
import { changeStanding } from '../commands/change-standing.ts'
import { expelPerson } from '../commands/expel-person.ts'
import { withdrawStandingChange } from '../commands/withdraw-standing-change.ts'
import {
  type Contact,
  MyStanding,
  Nothing,
  PersonReference,
  StandingLetter,
  StandingReply,
} from '../contract.ts'
import { joiningOf } from '../join-request-row.ts'
import { numberOfPerson } from '../number-row.ts'
import { query } from '../room.ts'
import {
  movesFrom,
  type PlacedPerson,
  type StandingPeriod,
  standingOfMembers,
  standingsAt,
} from '../standing.ts'
import { decisionsAbout, findPlacedPerson } from '../standing-row.ts'

export const readStanding = query({
  name: 'membership.readStanding',
  summary: 'Read how a person stands, how that came about and what it may become',
  permission: 'membership.read',
  input: PersonReference,
  output: StandingReply,
  http: { method: 'get', path: '/people/:personId/standing' },
  target: ({ db, actor, now }, { personId }) =>
    findPlacedPerson(db.sql, { personId }, { actor, now, permission: 'membership.decide' }),
  async run({ db, actor, now, roles, able }, _input, person) {
    const [history, number] = await Promise.all([
      decisionsAbout(db.sql, person),
      numberOfPerson(db.sql, person),
    ])
    const { current, planned } = standingsAt(now, inForce(history), person.since)
    const isOneself = actor.kind === 'account' && actor.personId === person.personId
    const isMore = !isOneself && (await hasMoreRights(db.sql, roles, actor, person, now))
    const moves = movesFrom(current.standing)
    return {
      personId: person.personId,
      name: person.name,
      number,
      standing: current.standing,
      since: current.startsAt,
      planned: planned && { standing: planned.standing, from: planned.startsAt },
      moves: [...moves],
      history,
      obstacle: isOneself ? ('oneself' as const) : isMore ? ('moreRights' as const) : null,
      abilities: {
        decide: !isMore && able(changeStanding, person) && moves.some((to) => to !== 'expelled'),
        expel: !isMore && moves.includes('expelled') && able(expelPerson, person),
        withdraw: !isMore && planned !== null && able(withdrawStandingChange, person),
      },
    }
  },
})

/** Open to those whose membership rests as well: somebody has to tell them. */
export const readMyStanding = query({
  name: 'membership.readMyStanding',
  summary: 'Read how you stand, why, and whom to ask',
  permission: 'person',
  input: Nothing,
  output: MyStanding,
  http: { method: 'get', path: '/me/standing' },
  async target({ db, actor }) {
    const [me] = await db.sql<Omit<PlacedPerson, 'unitPath'>>(sql`
      SELECT tenant_id AS "tenantId", person_id AS "personId", display_name AS name, created_at AS since
      FROM people WHERE person_id = ${personOf(actor)}::uuid`)
    return me ?? null
  },
  async run({ db, now }, _input, me) {
    const [history, contacts, number, joining] = await Promise.all([
      decisionsAbout(db.sql, me),
      contactsFor(db.sql, me, now),
      numberOfPerson(db.sql, me),
      joiningOf(db.sql, me.tenantId),
    ])
    const valid = history.filter(({ withdrawnAt }) => withdrawnAt === null)
    const { current, planned } = standingsAt(now, inForce(history), me.since)
    return {
      number,
      standing: current.standing,
      since: current.startsAt,
      planned: planned && { standing: planned.standing, from: planned.startsAt },
      reason: valid.find(({ id }) => id === current.id)?.reason ?? null,
      rests: current.standing !== standingOfMembers,
      admission: current.standing === 'prospect' && joining !== 'closed' ? joining : null,
      history: valid.map(({ id, standing, startsAt, endsAt, reason }) => ({
        id,
        standing,
        startsAt,
        endsAt,
        reason,
      })),
      contacts,
    }
  },
})

/** What a letter about a decision says. Null where it was dropped meanwhile, or is about somebody who reads no letters. */
export const readStandingLetter = query({
  name: 'membership.readStandingLetter',
  summary: 'What to write to a person about a decision how they stand',
  permission: 'system',
  input: z.strictObject({ standingId: z.uuid() }),
  output: StandingLetter,
  async run({ db, now }, { standingId }) {
    const [decision] = await db.sql<
      NonNullable<z.output<typeof StandingLetter>> & Pick<PlacedPerson, 'tenantId'>
    >(sql`
      SELECT s.tenant_id AS "tenantId", s.person_id AS "personId", s.standing, s.starts_at AS "from", s.reason, p.time_zone AS "timeZone"
      FROM standings s JOIN people p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
      WHERE s.id = ${standingId}::uuid AND s.withdrawn_at IS NULL AND s.standing NOT IN ('deceased', 'closed')`)
    if (!decision) return null
    const { tenantId, ...letter } = decision
    return { ...letter, contacts: await contactsFor(db.sql, { tenantId, personId: letter.personId }, now) }
  },
})

function inForce(history: readonly (StandingPeriod & { withdrawnAt: Date | null })[]): StandingPeriod[] {
  return history.filter(({ withdrawnAt }) => withdrawnAt === null).reverse()
}

/** As the unit says that somebody belongs to first; where no unit above says anything, those who run the association. */
async function contactsFor(
  run: RunSql,
  { tenantId, personId }: Pick<PlacedPerson, 'tenantId' | 'personId'>,
  now: Date,
): Promise<Contact[]> {
  const [place] = await run<{ id: string; unitPath: string; name: string }>(sql`
    SELECT u.unit_id AS id, u.path::text AS "unitPath", u.name FROM unit_places u
    WHERE u.unit_id = coalesce((SELECT m.unit_id FROM unit_members m WHERE m.tenant_id = ${tenantId}::uuid
      AND m.person_id = ${personId}::uuid AND m.is_primary AND m.ended_at IS NULL LIMIT 1), ${tenantId}::uuid)`)
  const settings = place ? await settingsAt(run, place) : []
  const said = (name: string) => settings.find((setting) => setting.name === name)
  const [email, phone] = [said('contactEmail'), said('contactPhone')]
  if (email?.value || phone?.value)
    return [
      {
        name: email?.from?.name ?? phone?.from?.name ?? null,
        email: typeof email?.value === 'string' ? email.value : null,
        phone: typeof phone?.value === 'string' ? phone.value : null,
      },
    ]
  return run<Contact>(sql`
    SELECT DISTINCT p.display_name AS name, a.email::text, CASE WHEN a.email IS NULL THEN a.phone END AS phone FROM authorities g
    JOIN people p ON p.tenant_id = g.tenant_id AND p.person_id = g.person_id JOIN account_addresses a ON a.account_id = p.account_id
    WHERE g.tenant_id = ${tenantId}::uuid AND g.role = 'administrator' AND g.person_id <> ${personId}::uuid
      AND g.starts_at <= ${now} AND (g.ends_at IS NULL OR g.ends_at > ${now}) ORDER BY 1 LIMIT 3`)
}
