import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { daysAfter } from '../../../platform/slots/purges.ts'
import { startTask } from '../../tasks/index.ts'
import { StartImport, tellsFields } from '../contract.ts'
import { requireTicket, whoever } from '../import/file.ts'
import { findPlace } from '../import/place.ts'
import { mayFill } from '../policy.ts'
import { command } from '../room.ts'
import { personImport } from '../task-kinds.ts'

export const startImport = command({
  name: 'members.startImport',
  summary: 'Bring in the people of a file that was handed in',
  permission: 'members.import',
  input: StartImport,
  output: z.strictObject({ taskId: z.uuid() }),
  http: { method: 'post', path: '/members/import/:unitId/:fileId/start', status: 202 },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run(context, input, { name, unitPath, tenantId }) {
    const { tx, actor, now, services } = context
    requireTicket(services, actor, input)
    const { unitId, fileId, columns, known, mode } = input
    const withFields = mayFill(actor, unitPath, now)
    if (!withFields && tellsFields(columns))
      throw invalid([{ pointer: '/columns', code: 'notOffered', message: '' }])
    const use = actor.kind === 'account' ? actor.token : null
    const token = use && { id: use.id, prefix: use.prefix }
    const started = await startTask(
      context,
      personImport,
      { unitId, fileId, columns, withFields, known, all: mode === 'all', token },
      { name },
    )
    await tx.sql(sql`
      INSERT INTO member_imports (id, tenant_id, unit_id, started_by, started_at, undo_until)
      VALUES (${started.taskId}::uuid, ${tenantId}::uuid, ${unitId}::uuid, ${whoever(actor).personId}::uuid, ${now},
        ${daysAfter(now, services.config.UNDO_DAYS)})`)
    return started
  },
})
