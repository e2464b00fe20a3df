import { z } from 'zod'
import { wordPatterns } from '../../../platform/db/search-words.ts'
import { empty, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { type Actor, personBehind, personOf } from '../../../platform/policy/actor.ts'
import { findPersonInCharge } from '../boundary-row.ts'
import {
  FindTransferTargets,
  ListTransfers,
  TransferLetter,
  TransferPage,
  TransferReference,
  Transfers,
  TransferTargets,
} from '../contract.ts'
import { placesToAdmit, visibleUnits } from '../policy.ts'
import { query } from '../room.ts'
import { listTransfersWhere } from '../transfer-row.ts'

/** More than these do not help to find one: a word more of the name does. */
const mostOffered = 20

export const listMyTransfers = query({
  name: 'units.listMyTransfers',
  summary: 'List your requests to belong to other units, newest first',
  permission: 'member',
  input: z.strictObject({}),
  output: Transfers,
  http: { method: 'get', path: '/me/transfers' },
  run: async ({ db, actor }) => ({
    items: await listTransfersWhere(db.sql, sql`t.person_id = ${personOf(actor)}::uuid`, 50),
  }),
})

const TransferCursor = z.tuple([z.boolean(), z.uuid()])

/** Both sides see them: the one that is left as well as the one that decides. */
export const listTransfers = query({
  name: 'units.listTransfers',
  summary:
    'List the requests to leave units that you look after for others, and to come to them; those that wait first',
  permission: 'units.admit',
  input: ListTransfers,
  output: TransferPage,
  http: { method: 'get', path: '/transfers' },
  async run({ db, actor, now }, { limit, cursor }) {
    const after = cursor === undefined ? null : decodeCursor(cursor, TransferCursor)
    if (after === undefined) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const coming = placesToAdmit(actor, now)
    const leaving = sql`EXISTS (SELECT FROM units u WHERE u.tenant_id = t.tenant_id AND u.id = t.from_unit_id AND ${coming})`
    const rows = await listTransfersWhere<{ mayDecide: boolean }>(
      db.sql,
      sql`((${coming}) OR ${leaving})
        ${after ? sql`AND ((t.state <> 'requested') > ${after[0]} OR ((t.state <> 'requested') = ${after[0]} AND t.id < ${after[1]}::uuid))` : empty}`,
      limit + 1,
      {
        order: sql`t.state <> 'requested',`,
        more: sql`, (t.state = 'requested' AND t.person_id IS DISTINCT FROM ${ownId(actor)}::uuid AND ${coming}) AS "mayDecide"`,
      },
    )
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items,
      nextCursor: rows.length > limit && last ? encodeCursor([last.state !== 'requested', last.id]) : null,
    }
  },
})

/** Where staff could ask that somebody goes: open units that they see, by parts of their names. */
export const listTransferTargets = query({
  name: 'units.listTransferTargets',
  summary:
    'List units to which somebody in your charge could be transferred, by parts of their names and codes',
  permission: 'units.admit',
  input: FindTransferTargets,
  output: TransferTargets,
  http: { method: 'get', path: '/people/:personId/transfer-targets' },
  target: ({ db, actor, now }, { personId }) => findPersonInCharge(db.sql, personId, actor, now),
  async run({ db, actor, now }, { search }, { tenantId, personId, name }) {
    const words = wordPatterns(search)
    const [from, items] = await Promise.all([
      db.sql<{ id: string; name: string }>(sql`
        SELECT u.id, u.name FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
        WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.ended_at IS NULL AND ${placesToAdmit(actor, now)}
        ORDER BY m.is_primary DESC, u.name LIMIT 100`),
      db.sql<TransferTargets['items'][number]>(sql`
        SELECT u.id, u.name, u.code,
          ARRAY(SELECT a.name FROM units a WHERE a.path @> u.path AND a.id <> u.id ORDER BY nlevel(a.path)) AS within
        FROM units u
        WHERE u.tenant_id = ${tenantId}::uuid AND u.status = 'open' AND ${visibleUnits(actor, now)}
          AND NOT EXISTS (SELECT FROM memberships m WHERE m.tenant_id = u.tenant_id AND m.unit_id = u.id
            AND m.person_id = ${personId}::uuid AND m.ended_at IS NULL)
          ${words.length > 0 ? sql`AND (u.name || ' ' || coalesce(u.code, '')) ILIKE ALL(${words}::text[])` : empty}
        ORDER BY u.name, u.id LIMIT ${mostOffered}`),
    ])
    return { personId, name, from, items }
  },
})

function ownId(actor: Actor): string | null {
  return personBehind(actor)
}

/** What jobs write about a request; null where there is none any more. */
export const readTransferLetter = query({
  name: 'units.readTransferLetter',
  summary: 'What there is to write about a request to belong to another unit',
  permission: 'system',
  input: TransferReference,
  output: TransferLetter.nullable(),
  async run({ db, actor }, { transferId }) {
    const [found] = await listTransfersWhere(
      db.sql,
      sql`t.id = ${transferId}::uuid AND t.tenant_id = ${actor.tenantId}::uuid`,
      1,
    )
    if (!found) return null
    const { state, person, from, to, reason, answer, requestedBy } = found
    return {
      isBegun: requestedBy !== null,
      requestedBy,
      state,
      personName: person.name,
      fromName: from.name,
      toName: to.name,
      reason,
      answer,
    }
  },
})
