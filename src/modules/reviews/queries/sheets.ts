import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/lists/cursor.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { applicantName, keptMatchOf } from '../../applications/index.ts'
import { sayMatch } from '../../matching/index.ts'
import { blinded } from '../blind.ts'
import { saveSheet } from '../commands/save-sheet.ts'
import { ListQueue, Queue, SheetReference, SheetReply } from '../contract.ts'
import { ownReviews } from '../policy.ts'
import { criteriaOf } from '../review-row.ts'
import { query } from '../room.ts'
import { findOwnSheet, messagesOf, sheetsOf } from '../sheet-row.ts'
import { projectReply } from '../views.ts'
import { codeOf, readBid } from '../weighed-row.ts'

const QueueCursor = z.tuple([z.uuid()])

export const listMySheets = query({
  name: 'reviews.listMySheets',
  summary: 'List the applications that you were given to review, those that wait first',
  permission: 'member',
  input: ListQueue,
  output: Queue,
  http: { method: 'get', path: '/me/review-sheets' },
  async run({ db, actor }, { projectId, all, cursor, limit }) {
    const after = cursor === undefined ? null : decodeCursor(cursor, QueueCursor)
    if (after === undefined) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    const rows = await db.sql<{
      sheetId: string
      applicationId: string
      code: string
      applicant: string | null
      projectId: string
      title: string
      status: 'open' | 'handedIn'
      total: number | null
      assignedAt: Date
    }>(sql`
      SELECT s.id AS "sheetId", s.application_id AS "applicationId", ${codeOf} AS code,
        CASE WHEN 'names' = ANY(v.hidden) THEN NULL ELSE ${applicantName} END AS applicant, j.project_id AS "projectId", j.title,
        s.status, s.total, s.assigned_at AS "assignedAt"
      FROM review_sheets s JOIN submitted_applications a ON a.tenant_id = s.tenant_id AND a.application_id = s.application_id
      JOIN project_places j ON j.tenant_id = s.tenant_id AND j.project_id = s.project_id
      LEFT JOIN reviews v ON v.project_id = s.project_id
      WHERE s.tenant_id = ${actor.tenantId}::uuid AND s.person_id = ${personOf(actor)}::uuid AND ${ownReviews(actor)}
        AND ${all ? sql`s.status <> 'excused'` : sql`s.status = 'open' AND j.status IN ('reviewing', 'awarded') AND a.status IN ('submitted', 'shortlisted')`}
        ${projectId === undefined ? empty : sql`AND s.project_id = ${projectId}::uuid`}
        ${after ? sql`AND s.id > ${after[0]}::uuid` : empty}
      ORDER BY s.id LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items: items.map(({ projectId: id, title, ...item }) => ({ ...item, project: { id, title } })),
      nextCursor: rows.length > limit && last ? encodeCursor([last.sheetId]) : null,
    }
  },
})

export const readSheet = query({
  name: 'reviews.readSheet',
  summary: 'Read an application that you review, without what is hidden from you, and what you make of it',
  permission: 'member',
  input: SheetReference,
  output: SheetReply,
  http: { method: 'get', path: '/review-sheets/:sheetId' },
  target: ({ db, ...asking }, { sheetId }) => findOwnSheet(db.sql, asking, sheetId),
  isWatched: ({ sheetId }, { applicationId }) => ({ sheetId, applicationId }),
  async run({ db, actor, now, able, services, text }, { sheetId }, own) {
    const { sheet } = own
    const isIn = sheet.status === 'handedIn'
    const [bid, kept, criteria, others, messages] = await Promise.all([
      readBid(db.sql, services, own, personOf(actor), now),
      own.hidden.includes('match')
        ? null
        : keptMatchOf(db.sql, own.tenantId, own.applicationId, personOf(actor)),
      criteriaOf(db.sql, own),
      isIn ? sheetsOf(db.sql, own, { except: sheetId, handedIn: true }) : null,
      messagesOf(db.sql, own),
    ])
    return {
      id: sheetId,
      project: projectReply(own),
      criteria,
      bid: blinded(bid, own.hidden),
      status: isIn ? ('handedIn' as const) : ('open' as const),
      marks: sheet.marks.marks,
      note: sheet.note,
      total: sheet.total,
      others:
        others?.map(({ total, note, marks }) => ({ total: total ?? 0, note, marks: marks.marks })) ?? null,
      match: kept && {
        score: kept.score,
        // They speak of papers, past work and where somebody is.
        reasons: own.hidden.length > 0 ? null : sayMatch(kept, text).reasons.map((reason) => reason.text),
        mine: kept.mine,
      },
      messages,
      version: sheet.version,
      abilities: { mark: able(saveSheet, own) },
    }
  },
})
