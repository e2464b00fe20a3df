import type { QueryContext } from '../../../platform/declare/operation.ts'
import { authorityFor, personBehind } from '../../../platform/policy/actor.ts'
import { linkToFile } from '../../files/index.ts'
import { conditionInWords } from '../../membership/index.ts'
import { isMember } from '../../people/index.ts'
import { amendProject } from '../commands/amend-project.ts'
import { askQuestion } from '../commands/ask-question.ts'
import { bookmarkProject } from '../commands/bookmark-project.ts'
import { cancelProject } from '../commands/cancel-project.ts'
import { changeProject } from '../commands/change-project.ts'
import { closeProject } from '../commands/close-project.ts'
import { discardProject } from '../commands/discard-project.ts'
import { inviteToProject } from '../commands/invite-to-project.ts'
import { publishProject } from '../commands/publish-project.ts'
import { reviewProject } from '../commands/review-project.ts'
import { ProjectReference, ProjectReply, SlugReference } from '../contract.ts'
import { askedOf, missingToPublish, statusAt } from '../project.ts'
import { demandsOf, findProject, findProjectBySlug } from '../project-row.ts'
import { query } from '../room.ts'
import { standingOf } from '../standing-row.ts'
import { type ProjectRow, toReply } from '../views.ts'

export const readProject = query({
  name: 'projects.readProject',
  summary: 'Read a project that you may find, or look after',
  permission: 'anyone',
  input: ProjectReference,
  output: ProjectReply,
  http: { method: 'get', path: '/projects/:projectId' },
  target: ({ db, ...reader }, { projectId }) => findProject(db.sql, reader, projectId),
  run: (context, _input, project) => replyFor(context, project),
})

/** As its page is found. */
export const readProjectAt = query({
  name: 'projects.readProjectAt',
  summary: 'Read a project by its part of the address',
  permission: 'anyone',
  input: SlugReference,
  output: ProjectReply,
  target: ({ db, ...reader }, { slug }) => findProjectBySlug(db.sql, reader, slug),
  run: (context, _input, project) => replyFor(context, project),
})

async function replyFor(
  { db, actor, now, able, text, locale, services }: QueryContext<'project'>,
  project: ProjectRow,
): Promise<ProjectReply> {
  const [demands, { received, own, sealing, criteria }, applicantsNeed] = await Promise.all([
    demandsOf(db.sql, project),
    standingOf(db.sql, actor, project),
    conditionInWords(db.sql, project.tenantId, askedOf(project), { text, locale: locale() }),
  ])
  const { maxApplications } = project
  const looksAfter =
    actor.kind === 'system' || authorityFor(actor, 'projects.manage', project.unitPath, now) !== null
  const isDraft = project.status === 'draft'
  const missing = looksAfter && isDraft ? missingToPublish(project, now) : []
  const links = project.visibility === 'public' && !isDraft ? 'anyone' : 'person'
  const personId = personBehind(actor)
  return toReply(
    project,
    demands,
    {
      // What everybody finds opens for everybody; else a link is for whoever has asked.
      files: project.files
        .filter(({ isShown }) => isShown || looksAfter)
        .map((file) => ({
          ...file,
          // What waits for an addendum opens for nobody else, whoever comes by the link.
          href: linkToFile(services, { links: file.isShown ? links : 'person' }, file.id, personId, now),
        })),
      applicantsNeed,
      // How much it matters to those who offer it is no matter of those who bid.
      priority: looksAfter ? project.priority : null,
      sealing,
      criteria,
      applications: {
        left: maxApplications === null ? null : Math.max(0, maxApplications - received),
        // Who applies as well learns no more of it than others who apply.
        received: looksAfter && own.length === 0 ? received : null,
        own,
      },
      missing: missing.map(({ pointer, code }) => ({
        field: pointer.slice(1),
        code,
        text: text(code === 'required' ? `projects.missing.${pointer.slice(1)}` : code),
      })),
      abilities: {
        manage: looksAfter,
        change: able(changeProject, project),
        amend: able(amendProject, project),
        ask: isMember(actor, now) && able(askQuestion, project),
        discard: able(discardProject, project),
        publish: able(publishProject, project) && missing.length === 0,
        close: able(closeProject, project),
        review: able(reviewProject, project),
        cancel: able(cancelProject, project),
        bookmark: able(bookmarkProject, project),
        invite: able(inviteToProject, project),
        seeReview: looksAfter && !project.isApart,
        readBids:
          looksAfter &&
          !project.isApart &&
          !project.isBarred &&
          ['closed', 'reviewing', 'awarded'].includes(statusAt(project, now)),
      },
    },
    now,
  )
}
