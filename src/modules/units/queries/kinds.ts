import { z } from 'zod'
import { KindList, KindReference, KindReply } from '../contract.ts'
import { findRoot, kindsOf, lockKind, toKindReply } from '../kind-row.ts'
import { query } from '../room.ts'

/** Everybody who sees units may know what they are called. */
export const listKinds = query({
  name: 'units.listKinds',
  summary: 'List the kinds of units that the association has, archived ones last',
  permission: 'units.read',
  input: z.strictObject({}),
  output: KindList,
  http: { method: 'get', path: '/unit-kinds' },
  async run({ db, actor }) {
    return { items: (await kindsOf(db.sql, actor.tenantId, { withArchived: true })).map(toKindReply) }
  },
})

export const readKind = query({
  name: 'units.readKind',
  summary: 'Read a kind of units',
  permission: 'units.nameKinds',
  input: KindReference,
  output: KindReply,
  http: { method: 'get', path: '/unit-kinds/:kindId' },
  target: ({ db, actor }, { kindId }) => lockKind(db.sql, kindId, actor.tenantId),
  run: async (_context, _input, { unitPath: _path, ...kind }) => toKindReply(kind),
})

/** For the page on which kinds are decided about: only who may do so opens it. */
export const listKindsToName = query({
  name: 'units.listKindsToName',
  summary: 'List the kinds of units to decide about them',
  permission: 'units.nameKinds',
  input: z.strictObject({}),
  output: KindList,
  target: ({ db, actor }) => findRoot(db.sql, actor.tenantId),
  async run({ db, actor }) {
    return { items: (await kindsOf(db.sql, actor.tenantId, { withArchived: true })).map(toKindReply) }
  },
})
