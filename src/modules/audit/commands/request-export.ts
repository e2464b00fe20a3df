import { invalid } from '../../../platform/errors.ts'
import { readAddress } from '../../../platform/lists/address.ts'
import { startTask } from '../../tasks/index.ts'
import { ExportStarted, RequestExport } from '../contract.ts'
import { rootPath } from '../policy.ts'
import { entryList } from '../queries/entries.ts'
import { command } from '../room.ts'
import { entriesExport } from '../task-kinds.ts'

/** A command and a task rather than a download: whoever takes the audit along stands in it, with what they asked for. */
export const requestExport = command({
  name: 'audit.requestExport',
  stepUp: true,
  tokens: 'export',
  summary: 'Have entries of the audit written into a CSV file, without personal values; that is recorded',
  permission: 'audit.read',
  input: RequestExport,
  output: ExportStarted,
  http: { method: 'post', path: '/audit/export', status: 202 },
  severity: 'notable',
  compliance: true,
  target: async ({ actor }) => (actor.tenantId === null ? null : { unitPath: rootPath(actor.tenantId) }),
  async run(context, { match }) {
    const { actor, record } = context
    const { asked, ignored } = readAddress(entryList, [...new URLSearchParams(match)])
    if (ignored.length > 0) throw invalid([{ pointer: '/match', code: 'invalid', message: '' }])
    const account = actor.kind === 'account' ? actor : null
    const token = account?.token ? { id: account.token.id, prefix: account.token.prefix } : null
    const started = await startTask(context, entriesExport, { match, token })
    record({ type: 'auditExport', id: started.taskId }, null, {
      filters: Object.keys(asked),
      match,
      exportedBy: account?.personId ?? null,
    })
    return started
  },
})
