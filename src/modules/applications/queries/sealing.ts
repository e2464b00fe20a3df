import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { acceptWitnessing } from '../commands/accept-witnessing.ts'
import { declineWitnessing } from '../commands/decline-witnessing.ts'
import { openBids } from '../commands/open-bids.ts'
import {
  MySealings,
  Nothing,
  SealingLetter,
  SealingReference,
  SealingReply,
  WitnessReference,
} from '../contract.ts'
import { query } from '../room.ts'
import { isOpenable, opensAt } from '../sealing.ts'
import { findSealing, witnessesOf } from '../sealing-row.ts'

export const readSealing = query({
  name: 'applications.readSealing',
  summary:
    'Read how the bids of a project are sealed, and who has opened them when: for its witnesses and for staff',
  permission: 'person',
  input: SealingReference,
  output: SealingReply,
  http: { method: 'get', path: '/projects/:projectId/sealing' },
  target: ({ db, actor, now }, { projectId }) => findSealing(db.sql, { actor, now }, projectId),
  async run({ db, able }, { projectId }, sealing) {
    const { tenantId, project, threshold, readyAt, openedAt, isWitness, isStaff } = sealing
    const witnesses = await witnessesOf(db.sql, tenantId, projectId)
    return {
      project: {
        id: project.id,
        slug: project.slug,
        title: project.title,
        deadline: project.deadline,
        timeZone: project.timeZone,
      },
      threshold,
      readyAt,
      opensAt:
        project.deadline !== null && isOpenable(project)
          ? opensAt({ deadline: project.deadline, closedAt: project.closedAt })
          : null,
      openedAt,
      isWitness,
      witnesses: witnesses.map(({ personId, name, acceptedAt, declinedAt, declineReason, givenAt }) => ({
        personId,
        name,
        acceptedAt,
        declinedAt,
        declineReason: isStaff ? declineReason : null,
        givenAt,
      })),
      abilities: {
        accept: able(acceptWitnessing, sealing),
        decline: able(declineWitnessing, sealing),
        open: able(openBids, sealing),
      },
    }
  },
})

export const listMySealings = query({
  name: 'applications.listMySealings',
  summary: 'List the projects whose sealed bids you are a witness of',
  permission: 'person',
  input: Nothing,
  output: MySealings,
  http: { method: 'get', path: '/me/sealings' },
  run: async ({ db, actor }) => ({
    items: await db.sql<MySealings['items'][number]>(sql`
      SELECT w.project_id AS "projectId", j.title, j.deadline, j.time_zone AS "timeZone", w.accepted_at AS "acceptedAt",
        w.declined_at AS "declinedAt", w.given_at AS "givenAt", s.opened_at AS "openedAt"
      FROM sealing_witnesses w JOIN sealings s ON s.tenant_id = w.tenant_id AND s.project_id = w.project_id
      JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
      WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.person_id = ${personOf(actor)}::uuid ORDER BY j.deadline DESC NULLS FIRST LIMIT 200`),
  }),
})

export const readSealingLetter = query({
  name: 'applications.readSealingLetter',
  summary: 'What there is to write to somebody who is asked to be a witness',
  permission: 'system',
  input: WitnessReference,
  output: SealingLetter,
  async run({ db, actor }, { projectId, personId }) {
    const [letter] = await db.sql<NonNullable<SealingLetter>>(sql`
      SELECT j.title AS "projectTitle" FROM sealing_witnesses w
      JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
      WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.project_id = ${projectId}::uuid AND w.person_id = ${personId}::uuid`)
    return letter ?? null
  },
})
