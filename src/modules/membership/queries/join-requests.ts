import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { approveJoinRequest } from '../commands/approve-join-request.ts'
import { declineJoinRequest } from '../commands/decline-join-request.ts'
import {
  AskedUnit,
  Doorway,
  JoinRequestDetail,
  JoinRequestLetter,
  JoinRequestReference,
  MyJoinRequests,
  Nothing,
  UnitReference,
} from '../contract.ts'
import { askedAgainFrom, joinRequestStates, joinRequestTones } from '../join-request.ts'
import { findAskedPlace, findDoorway, listRequestsOf, readHistory } from '../join-request-row.ts'
import { visibleJoinRequests } from '../policy.ts'
import { list, query } from '../room.ts'
import { offerPlacesWith } from '../unit-offer-row.ts'

const tables = sql`join_requests r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id
  LEFT JOIN people h ON h.tenant_id = r.tenant_id AND h.person_id = r.person_id
  LEFT JOIN people d ON d.tenant_id = r.tenant_id AND d.person_id = r.decided_by`

export const joinRequestList = list({
  name: 'membership.listJoinRequests',
  summary: 'List who asks to belong to the units that you look after, and what they were answered',
  permission: 'membership.admit',
  path: '/join-requests',
  words: {
    title: 'membership.joinRequests.title',
    none: 'membership.joinRequests.none',
    noneHelp: 'membership.joinRequests.noneHelp',
  },
  icon: 'people',
  from: tables,
  id: sql`r.id`,
  visible: visibleJoinRequests,
  person: 'personId',
  columns: {
    personId: { type: 'id', sql: sql`r.person_id`, shown: 'never' },
    unitId: { type: 'id', sql: sql`r.unit_id`, shown: 'never' },
    name: {
      type: 'name',
      label: 'membership.joinRequests.who',
      sql: sql`coalesce(h.display_name, '')`,
      sortedBy: sql`coalesce(h.sort_name, '')`,
      sortable: true,
      shown: 'always',
    },
    unit: { type: 'name', label: 'membership.joinRequests.unit', sql: sql`p.name`, sortable: true },
    state: {
      type: 'status',
      label: 'membership.joinRequests.state',
      sql: sql`r.state`,
      options: joinRequestStates,
      words: 'membership.joinRequests.states',
      tones: joinRequestTones,
    },
    message: {
      type: 'text',
      label: 'membership.joinRequests.message',
      sql: sql`r.message`,
      nullable: true,
      shown: 'no',
    },
    requestedAt: {
      type: 'instant',
      precision: 'day',
      label: 'membership.joinRequests.requestedAt',
      sql: sql`r.requested_at`,
      sortable: true,
    },
    decidedBy: {
      type: 'name',
      label: 'membership.joinRequests.decidedBy',
      sql: sql`d.display_name`,
      nullable: true,
      shown: 'no',
    },
    decidedAt: {
      type: 'instant',
      precision: 'day',
      label: 'membership.joinRequests.decidedAt',
      sql: sql`r.decided_at`,
      nullable: true,
      shown: 'no',
    },
  },
  filters: {
    search: {
      type: 'search',
      label: 'membership.joinRequests.search',
      in: [sql`h.display_name`, sql`h.native_name`],
    },
    state: {
      type: 'choice',
      label: 'membership.joinRequests.state',
      sql: sql`r.state`,
      options: joinRequestStates,
      words: 'membership.joinRequests.states',
      counted: true,
    },
    within: {
      type: 'one',
      label: 'membership.joinRequests.within',
      matches: (unitId) =>
        sql`p.path <@ (SELECT w.path FROM unit_places w WHERE w.unit_id = ${unitId}::uuid)`,
      offer: (context, chosen) => offerPlacesWith('membership.admit', context, chosen),
    },
    asked: {
      type: 'dates',
      label: 'membership.joinRequests.requestedAt',
      sql: sql`r.requested_at`,
      of: 'instant',
    },
  },
  sort: '-requestedAt',
  href: ({ id }) => `/join-requests/${id}`,
})

export const readJoinRequest = query({
  name: 'membership.readJoinRequest',
  summary: 'Read who asks to belong to a unit, what they write, and what became of it',
  permission: 'membership.admit',
  input: JoinRequestReference,
  output: JoinRequestDetail,
  http: { method: 'get', path: '/join-requests/:requestId' },
  async run({ db, actor, now, able }, { requestId }) {
    const [row] = await db.sql<
      Omit<JoinRequestDetail, 'abilities'> & { unitPath: string; personId: string; tenantId: string }
    >(sql`
      SELECT r.id, r.state, r.message, r.answer, r.requested_at AS "requestedAt", r.decided_at AS "decidedAt",
        json_build_object('personId', r.person_id, 'name', coalesce(h.display_name, '')) AS person,
        json_build_object('id', p.unit_id, 'name', p.name) AS unit,
        CASE WHEN d.person_id IS NOT NULL THEN json_build_object('personId', d.person_id, 'name', d.display_name) END AS "decidedBy",
        ARRAY(SELECT o.name FROM unit_members m JOIN unit_places o ON o.tenant_id = m.tenant_id AND o.unit_id = m.unit_id
          WHERE m.tenant_id = r.tenant_id AND m.person_id = r.person_id AND m.ended_at IS NULL AND o.path @> p.path AND o.unit_id <> p.unit_id ORDER BY o.path) AS "belongsTo",
        p.path::text AS "unitPath", r.person_id AS "personId", r.tenant_id AS "tenantId"
      FROM ${tables} WHERE r.id = ${requestId}::uuid AND ${visibleJoinRequests(actor, now)}`)
    if (!row) throw notFound()
    const { unitPath, personId, tenantId, ...said } = row
    const target = { id: said.id, tenantId, personId, unitId: said.unit.id, unitPath, state: said.state }
    return {
      ...said,
      abilities: { approve: able(approveJoinRequest, target), decline: able(declineJoinRequest, target) },
    }
  },
})

export const listMyJoinRequests = query({
  name: 'membership.listMyJoinRequests',
  summary: 'List your requests to belong to units, newest first',
  permission: 'person',
  input: Nothing,
  output: MyJoinRequests,
  http: { method: 'get', path: '/me/join-requests' },
  run: async ({ db, actor }) => ({ items: await listRequestsOf(db.sql, personOf(actor), sql`true`, 50) }),
})

/** For the page on which one asks. */
export const readAskedUnit = query({
  name: 'membership.readAskedUnit',
  summary: 'Read whether you may ask to belong to a unit, and whether you have',
  permission: 'membership.ask',
  input: UnitReference,
  output: AskedUnit,
  target: ({ db, actor, now }, { unitId }) => findAskedPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now }, _input, place) {
    const personId = personOf(actor)
    const [{ belongs, declinedAt }, [waiting]] = await Promise.all([
      readHistory(db.sql, place, personId),
      listRequestsOf(db.sql, personId, sql`r.unit_id = ${place.unitId}::uuid AND r.state = 'requested'`, 1),
    ])
    const from = declinedAt && askedAgainFrom(declinedAt)
    return {
      unit: { id: place.unitId, name: place.name },
      takes: place.status === 'open' && place.joining === 'request',
      belongs,
      waiting: waiting ?? null,
      againFrom: from && from > now ? from : null,
    }
  },
})

/** For the page on which strangers sign up by the link of a unit. */
export const readDoorway = query({
  name: 'membership.readDoorway',
  summary: 'Read what a unit is called that newcomers may name, and whether its staff decide',
  permission: 'anyone',
  input: UnitReference,
  output: Doorway,
  http: { method: 'get', path: '/doorways/:unitId' },
  run: async ({ db, actor }, { unitId }) => ({ unit: await findDoorway(db.sql, actor.tenantId, unitId) }),
})

/** What jobs write about a request; null where there is none any more. */
export const readJoinRequestLetter = query({
  name: 'membership.readJoinRequestLetter',
  summary: 'What there is to write about a request to belong to a unit',
  permission: 'system',
  input: JoinRequestReference,
  output: JoinRequestLetter.nullable(),
  async run({ db, actor }, { requestId }) {
    const [letter] = await db.sql<JoinRequestLetter>(sql`
      SELECT r.state, coalesce(h.display_name, '') AS "personName", p.name AS "unitName", r.message, r.answer
      FROM ${tables} WHERE r.id = ${requestId}::uuid AND r.tenant_id = ${actor.tenantId}::uuid`)
    return letter ?? null
  },
})
