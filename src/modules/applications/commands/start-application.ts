import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { mayActFor } from '../../companies/index.ts'
import { holdProject, offeredTo } from '../../projects/index.ts'
import { mayNotApply, notInvited, openFault, partyFault } from '../application.ts'
import { partyOf } from '../application-row.ts'
import { emptyContents } from '../contents.ts'
import { StartApplication, StartedApplication } from '../contract.ts'
import { newDraft } from '../draft.ts'
import { command } from '../room.ts'
import { requireNoWitness } from '../sealing-row.ts'

export const startApplication = command({
  name: 'applications.startApplication',
  summary:
    'Start to write an application for a project, for yourself or for a company that you may apply for',
  permission: 'person',
  input: StartApplication,
  output: StartedApplication,
  http: { method: 'post', path: '/projects/:projectId/applications', status: 201 },
  target: ({ tx, ...reader }, { projectId }) => holdProject(tx.sql, reader, projectId, 'shared'),
  rule: (_actor, project, now) => openFault(project, now),
  async run({ tx, actor, now, record }, { projectId, companyId }, project) {
    const { tenantId, openTo, currency } = project
    const own = personOf(actor)
    const fault = partyFault(openTo, companyId)
    if (fault) throw fault
    const personId = companyId === null ? own : null
    if (!(await mayActFor(tx.sql, tenantId, partyOf({ personId, companyId }, own), 'apply')))
      throw mayNotApply()
    if (!(await offeredTo(tx.sql, project, own))(companyId)) throw notInvited()
    if (project.sealing !== null) await requireNoWitness(tx.sql, { tenantId, projectId, personId, companyId })
    const id = newId(now.getTime())
    const frame = { id, tenantId, projectId, personId, companyId, createdAt: now, updatedAt: now }
    await tx.application.create({ data: { ...frame, ...newDraft(emptyContents(currency), now) } })
    record({ type: 'application', id }, null, { projectId, companyId, status: 'draft' })
    return { applicationId: id, projectId, version: 1 }
  },
})
