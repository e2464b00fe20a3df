import type { QueryContext } from '../../../platform/declare/operation.ts'
import { notFound } from '../../../platform/errors.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import type { Issue } from '../../../platform/presentation/view.ts'
import { lackedOfCondition } from '../../membership/index.ts'
import { addendaOf } from '../addenda-row.ts'
import type { ApplicationRow, FileRow } from '../application.ts'
import { filesOf, findApplication } from '../application-row.ts'
import { currentBid } from '../bid-row.ts'
import { acknowledgeAddenda } from '../commands/acknowledge-addenda.ts'
import { reviseApplication } from '../commands/revise-application.ts'
import { saveDraft } from '../commands/save-draft.ts'
import { submitApplication } from '../commands/submit-application.ts'
import { withdrawApplication } from '../commands/withdraw-application.ts'
import { totalOf } from '../contents.ts'
import { ApplicationReference, ApplicationReply, DocumentReference, DocumentReply } from '../contract.ts'
import { readDocument } from '../document.ts'
import { closedGates, validityOf } from '../paper.ts'
import { placesTaken } from '../place-row.ts'
import { readByOthers } from '../policy.ts'
import { query } from '../room.ts'
import { witnessesNeeded } from '../sealing-row.ts'
import { applicantReply, linked, projectReply } from '../views.ts'
import { assemble } from '../written-row.ts'

type Context = QueryContext<'application' | 'bid' | 'applicationFile'>

export const readApplication = query({
  name: 'applications.readApplication',
  summary: 'Read an application of yours, or one that was handed in for a project that you look after',
  permission: 'person',
  input: ApplicationReference,
  output: ApplicationReply,
  http: { method: 'get', path: '/applications/:applicationId' },
  target: ({ db, actor, now }, { applicationId }) => findApplication(db.sql, { actor, now }, applicationId),
  isWatched: (input, application) => readByOthers(input, application),
  async run(context, _input, application): Promise<ApplicationReply> {
    const { now, able } = context
    const files = await filesOf(context.db.sql, application)
    const [draft, bid, addenda, taken, sealing] = await Promise.all([
      application.isOwn ? readDraft(context, application, files) : null,
      readBid(context, application, files),
      addendaOf(context.db.sql, application),
      application.isOwn && application.project.maxApplications !== null
        ? placesTaken(context.db.sql, application)
        : null,
      application.project.isSealed ? witnessesNeeded(context.db.sql, application) : null,
    ])
    const { maxApplications } = application.project
    const isFull = taken !== null && maxApplications !== null && taken >= maxApplications
    const { id, status, bids, submittedAt, withdrawnAt, total, currency, feedback, decidedAt, version } =
      application
    return {
      id,
      project: projectReply(application.project, now),
      applicant: applicantReply(application),
      status,
      isOwn: application.isOwn,
      isSetAside: application.isSetAside,
      bids,
      submittedAt,
      withdrawnAt,
      total,
      currency,
      feedback,
      decidedAt,
      decisionReason: application.isOwn ? null : application.decisionReason,
      matchScore: application.isOwn ? null : application.matchScore,
      draft: draft?.reply ?? null,
      bid,
      placesLeft: taken === null || maxApplications === null ? null : Math.max(0, maxApplications - taken),
      sealing,
      addenda,
      isOvertaken:
        bid !== null && addenda.some(({ isMaterial, issuedAt }) => isMaterial && issuedAt > bid.submittedAt),
      version,
      abilities: {
        acknowledge: able(acknowledgeAddenda, application) && addenda.some(isUnread),
        write: able(saveDraft, application),
        submit:
          able(submitApplication, application) &&
          draft?.isReady === true &&
          !addenda.some(isUnread) &&
          !isFull,
        revise: able(reviseApplication, application) && application.draft === null,
        withdraw: able(withdrawApplication, application),
      },
    }
  },
})

const isUnread = ({ acknowledgedAt }: { acknowledgedAt: Date | null }) => acknowledgedAt === null

async function readDraft(
  context: Context,
  application: ApplicationRow,
  kept: readonly FileRow[],
): Promise<{ reply: NonNullable<ApplicationReply['draft']>; isReady: boolean } | null> {
  const { db, actor, now, text, locale } = context
  const { tenantId, project } = application
  const [assembled, lacking] = await Promise.all([
    assemble(db.sql, application, now, kept),
    lackedOfCondition(db.sql, { tenantId, personId: personOf(actor) }, project, {
      now,
      text,
      locale: locale(),
    }),
  ])
  const { draft: contents, draftSavedAt } = application
  if (!assembled || contents === null || draftSavedAt === null) return null
  const { files, papers, works, hash, missing, demands, when } = assembled
  return {
    isReady: missing.length + lacking.length + closedGates(demands).length === 0,
    reply: {
      contents,
      total: totalOf(contents),
      savedAt: draftSavedAt,
      files: linked(files, context, null),
      hash: hash.toString('hex'),
      missing: missing.map(({ pointer, code }) => ({
        pointer,
        code,
        text: text(wordsOf({ pointer, code })),
      })),
      lacking,
      demands: demands.map((demand) => ({ ...demand, currency: application.project.currency })),
      papers: papers.map((paper) => ({ ...paper, validity: validityOf(paper, when) })),
      works: works.map(({ id, title, client }) => ({ id, title, client })),
    },
  }
}

/** `/items/2/title` lacks something: which of them it is says the place that it leads to. */
function wordsOf({ pointer, code }: Pick<Issue, 'pointer' | 'code'>): string {
  const parts = pointer.split('/').filter((part) => part !== '' && !/^\d+$/.test(part))
  if (code === 'required') return `applications.missing.${parts.join('.')}`
  return code.startsWith('applications.') ? code : `applications.missing.wrong.${parts.join('.')}`
}

async function readBid(
  context: Context,
  application: ApplicationRow,
  files: readonly FileRow[],
): Promise<ApplicationReply['bid']> {
  const bid = await currentBid(context.db.sql, application)
  if (!bid) return null
  const { number, submittedAt, hash, document, isSealed } = bid
  return {
    number,
    submittedAt,
    hash,
    document: document === null ? null : readDocument(document),
    isSealed,
    files:
      document === null
        ? []
        : linked(
            files.filter(({ inBid }) => inBid),
            context,
            application.isOwn ? null : application.id,
          ),
  }
}

/** What is hashed, letter by letter: of a bid, as its receipt asks; else of what is being written, or of what counts. */
export const readApplicationDocument = query({
  name: 'applications.readApplicationDocument',
  summary: 'Read the document that an application is: its hash stands on the receipt',
  permission: 'person',
  input: DocumentReference,
  output: DocumentReply,
  target: ({ db, actor, now }, { applicationId }) => findApplication(db.sql, { actor, now }, applicationId),
  isWatched: (input, application) => readByOthers(input, application),
  async run({ db, now }, { applicationId, number }, application) {
    const name = `application-${applicationId}.json`
    const isDraft = number === undefined && application.isOwn
    const assembled = isDraft ? await assemble(db.sql, application, now) : null
    if (assembled) return { document: assembled.document, name }
    const bid = await currentBid(db.sql, application)
    if (!bid?.document || (number ?? bid.number) !== bid.number) throw notFound()
    return { document: bid.document, name }
  },
})
