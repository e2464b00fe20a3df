import { z } from 'zod'
import { readWaiting, requireTicket } from '../../members/index.ts'
import { startTask } from '../../tasks/index.ts'
import { StartFile } from '../contract.ts'
import { columnsOf, lineOf, mostLines } from '../file/lines.ts'
import { invitationFile } from '../file/received.ts'
import { requireSteppedUp } from '../giving.ts'
import { unitClosed } from '../invitation.ts'
import { holdInvitingPlace } from '../invitation-row.ts'
import { command } from '../room.ts'
import { inviteByFile } from '../task-kinds.ts'

export const startInvitations = command({
  name: 'invitations.startInvitations',
  summary:
    'Invite the people of a file that was handed in: all of them or nobody, or those whose lines are good',
  permission: 'invitations.manage',
  input: StartFile,
  output: z.strictObject({ taskId: z.uuid() }),
  http: { method: 'post', path: '/invitations/files/:unitId/:fileId/start', status: 202 },
  severity: 'critical',
  async prepare({ services, actor }, { ticket, unitId, fileId }) {
    requireTicket(services, actor, { unitId, fileId, ticket }, invitationFile.name)
    const { headings, rows } = await readWaiting(services, fileId, mostLines)
    const columns = columnsOf(headings)
    return { withRoles: rows.some((row) => lineOf(row, columns).role !== null) }
  },
  target: ({ tx, actor, now }, { unitId }) => holdInvitingPlace(tx.sql, unitId, actor, now),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run(context, { unitId, fileId, mode, days, greeting, locale }, { name }) {
    const { actor, now, prepared } = context
    if (prepared.withRoles) requireSteppedUp(actor, now)
    return startTask(
      context,
      inviteByFile,
      { unitId, fileId, days, greeting, locale, all: mode === 'all' },
      { name },
    )
  },
})
