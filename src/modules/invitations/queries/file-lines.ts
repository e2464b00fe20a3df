import { z } from 'zod'
import { authentication } from '../../identity/index.ts'
import { readWaiting } from '../../members/index.ts'
import { judgeLines } from '../file/judge-row.ts'
import { columnsOf, lineColumns, lineOf, mostLines } from '../file/lines.ts'
import { inviterMayNot } from '../invitation.ts'
import { holdInvitingPlace } from '../invitation-row.ts'
import { query } from '../room.ts'

/** For the task: the lines as whoever started it may send them by now. */
export const judgeFile = query({
  name: 'invitations.judgeFile',
  summary: 'Judge the lines of a file by what whoever handed it in may do',
  permission: 'system',
  input: z.strictObject({ unitId: z.uuid(), fileId: z.uuid(), startedBy: z.uuid() }),
  output: z.strictObject({
    headings: z.array(z.string()),
    lines: z.array(
      z.strictObject({
        row: z.int(),
        cells: z.array(z.string()),
        unitId: z.uuid().nullable(),
        channel: z.enum(['email', 'phone']).nullable(),
        address: z.string(),
        givenName: z.string().nullable(),
        familyName: z.string().nullable(),
        greeting: z.string().nullable(),
        role: z.string().nullable(),
        issues: z.array(z.strictObject({ column: z.enum(lineColumns).nullable(), code: z.string() })),
      }),
    ),
  }),
  async run({ db, actor, now, roles, services }, { unitId, fileId, startedBy }) {
    const tenantId = actor.tenantId ?? ''
    const starter = await authentication.loadStarter(
      db.sql,
      { tenantId, personId: startedBy, token: null },
      now,
      roles,
    )
    const place = starter && (await holdInvitingPlace(db.sql, unitId, starter, now, false))
    if (!starter || !place) throw inviterMayNot()
    const { headings, rows } = await readWaiting(services, fileId, mostLines)
    const columns = columnsOf(headings)
    const judged = await judgeLines(
      { run: db.sql, actor: starter, now, roles, config: services.config },
      place,
      rows.map((row) => lineOf(row, columns)),
    )
    return {
      headings,
      lines: judged.map(({ line, address, place: at, role, issues }, index) => ({
        row: line.row,
        cells: rows[index]?.cells ?? [],
        unitId: at?.unitId ?? null,
        channel: address?.channel ?? null,
        address: address?.value ?? line.address ?? '',
        givenName: line.givenName,
        familyName: line.familyName,
        greeting: line.greeting,
        role,
        issues,
      })),
    }
  },
})
