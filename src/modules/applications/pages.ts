import { ApplicationPage } from '../../../templates/pages/applications/application-page.tsx'
import { ApplicationsPage } from '../../../templates/pages/applications/applications-page.tsx'
import { ApplyPage, oneself } from '../../../templates/pages/applications/apply-page.tsx'
import { CheckPage } from '../../../templates/pages/applications/check-page.tsx'
import { DraftPage } from '../../../templates/pages/applications/draft-page.tsx'
import { FilesPage } from '../../../templates/pages/applications/files-page.tsx'
import { MyApplicationsPage } from '../../../templates/pages/applications/my-applications-page.tsx'
import { MySealingsPage } from '../../../templates/pages/applications/my-sealings-page.tsx'
import { ReceiptsPage } from '../../../templates/pages/applications/receipts-page.tsx'
import { SealProjectPage } from '../../../templates/pages/applications/seal-project-page.tsx'
import { SealingPage } from '../../../templates/pages/applications/sealing-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { minorUnits, plainMoney } from '../../platform/presentation/money.ts'
import { readProject } from '../projects/index.ts'
import { statusTones } from './application.ts'
import { attachment } from './attachment.ts'
import { acceptWitnessing } from './commands/accept-witnessing.ts'
import { acknowledgeAddenda } from './commands/acknowledge-addenda.ts'
import { addFile } from './commands/add-file.ts'
import { declineWitnessing } from './commands/decline-witnessing.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { openBids } from './commands/open-bids.ts'
import { removeFile } from './commands/remove-file.ts'
import { reviseApplication } from './commands/revise-application.ts'
import { saveDraft } from './commands/save-draft.ts'
import { sealProject } from './commands/seal-project.ts'
import { startApplication } from './commands/start-application.ts'
import { submitApplication } from './commands/submit-application.ts'
import { unsealProject } from './commands/unseal-project.ts'
import { withdrawApplication } from './commands/withdraw-application.ts'
import type { Contents } from './contents.ts'
import { ApplicationReference, type ApplicationReply, SealingReference, SlugReference } from './contract.ts'
import { readApplication } from './queries/application.ts'
import { applicationList } from './queries/application-list.ts'
import { listMyApplications, readReceipts, readStart } from './queries/mine.ts'
import { listMySealings, readSealing } from './queries/sealing.ts'

const mine = '/my-applications'
const one = `${mine}/:applicationId`
const addressOf = ({ applicationId }: { applicationId: string }) => `${mine}/${applicationId}`

function referenceOf(params: Record<string, string>): { applicationId: string } {
  const reference = ApplicationReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

const list = page({
  name: 'applications.myApplicationsPage',
  path: mine,
  permission: 'person',
  navigation: { group: 'association', label: 'applications.mine.title', icon: 'file', order: 13 },
  show: async ({ ask }) =>
    draw(MyApplicationsPage, { ...(await ask(listMyApplications, {})), tones: statusTones }),
})

const apply = page({
  name: 'applications.applyPage',
  path: '/projects/:slug/apply',
  permission: 'person',
  async show({ ask, params, form }) {
    const reference = SlugReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(ApplyPage, { start: await ask(readStart, { projectId: reference.data.slug }), form: form() })
  },
  submit: {
    command: startApplication,
    tidy: ({ companyId, ...input }) => ({ ...input, ...(companyId !== oneself && { companyId }) }),
    done: (result) => go(`${addressOf(result)}/draft`),
  },
})

const shown = page({
  name: 'applications.applicationPage',
  path: one,
  permission: 'person',
  async show({ ask, params, form }) {
    const application = await ask(readApplication, referenceOf(params))
    return draw(ApplicationPage, { application, tones: statusTones, form: form() })
  },
})

/**
 * Something that is being written; whoever comes here later, or may only look on, is led to where it is read. What somebody has just
 * sent and was refused stays before them, with the reason.
 */
async function writtenOne({ ask, params, form }: PageContext): Promise<ApplicationReply | null> {
  const application = await ask(readApplication, referenceOf(params))
  const isRefused = form().issues.length > 0
  return application.draft !== null && (application.abilities.write || isRefused) ? application : null
}

const draft = page({
  name: 'applications.draftPage',
  path: `${one}/draft`,
  permission: 'person',
  async show(context) {
    const application = await writtenOne(context)
    if (!application?.draft) return go(addressOf(referenceOf(context.params)))
    return draw(DraftPage, { application, form: context.form(typedIn(application.draft.contents)) })
  },
  submit: {
    command: saveDraft,
    tidy: rowsTidied,
    done: (result, { query }) =>
      query.then === 'files'
        ? go(`${addressOf(result)}/files`)
        : go(`${addressOf(result)}/draft`, success('applications.draftSaved')),
  },
})

const groups = ['milestones', 'items', 'team', 'portfolio', 'references'] as const

/** A form sends empty rows, and prices as people write them: 1,000.50. */
function rowsTidied(input: Record<string, unknown>): Record<string, unknown> {
  const currency = String(input.currency ?? '')
  const isSaid = ([name, value]: [string, unknown]) =>
    name !== 'quantity' && value !== '' && value !== null && value !== undefined
  const rows = groups.map((group) => {
    const all = Array.isArray(input[group]) ? (input[group] as Array<Record<string, unknown>>) : []
    const said = all.filter(
      (row) => typeof row === 'object' && row !== null && Object.entries(row).some(isSaid),
    )
    return [group, group === 'items' ? said.map((row) => priced(row, currency)) : said]
  })
  return { ...input, ...Object.fromEntries(rows) }
}

function priced(row: Record<string, unknown>, currency: string): Record<string, unknown> {
  const { price } = row
  if (price === undefined || price === null || price === '') return row
  // Where the currency is missing, that is what is told: the amount itself may be right.
  return { ...row, price: minorUnits(String(price), currency || 'USD') ?? price }
}

/** What stands in the fields of the form. */
function typedIn(contents: Contents): object {
  const { currency, items } = contents
  const texts = (row: object) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? '']))
  const rows = groups.map((group) => [group, (contents[group] as object[]).map(texts)])
  return {
    ...contents,
    ...Object.fromEntries(rows),
    currency: currency ?? '',
    items: items.map((item) => ({
      ...texts(item),
      price: item.price === null || currency === null ? '' : plainMoney(item.price, currency),
    })),
  }
}

const discard = action({
  name: 'applications.discardAction',
  path: `${one}/discard`,
  permission: 'person',
  command: discardDraft,
  done: () => go(mine, success('applications.discarded')),
  back: ({ params }) => `${mine}/${params.applicationId}`,
})

const files = page({
  name: 'applications.filesPage',
  path: `${one}/files`,
  permission: 'person',
  async show(context) {
    const application = await writtenOne(context)
    if (!application) return go(addressOf(referenceOf(context.params)))
    const form = context.form()
    // Whoever goes on without having chosen a file adds none.
    const lacksFile =
      form.issues.length === 1 &&
      form.issues[0]?.pointer === '/file' &&
      form.issues[0].code === 'applications.error.noFile'
    if (context.query.then === 'check' && lacksFile)
      return go(`${addressOf(referenceOf(context.params))}/check`)
    return draw(FilesPage, { application, form, taken: attachment })
  },
  submit: {
    command: addFile,
    done: (result, { query }) =>
      go(
        `${addressOf(result)}/${query.then === 'check' ? 'check' : 'files'}`,
        success('applications.files.added'),
      ),
  },
})

const dropFile = action({
  name: 'applications.removeFileAction',
  path: `${one}/files/:fileId/remove`,
  permission: 'person',
  command: removeFile,
  done: (result) => go(`${addressOf(result)}/files`, success('applications.files.removed')),
  back: ({ params }) => `${mine}/${params.applicationId}/files`,
})

const check = page({
  name: 'applications.checkPage',
  path: `${one}/check`,
  permission: 'person',
  async show(context) {
    const application = await writtenOne(context)
    if (!application) return go(addressOf(referenceOf(context.params)))
    return draw(CheckPage, { application, form: context.form() })
  },
  submit: {
    command: submitApplication,
    done: (result) => go(`${addressOf(result)}/receipts`, success('applications.submittedNow')),
  },
})

const revise = action({
  name: 'applications.reviseAction',
  path: `${one}/revise`,
  permission: 'person',
  command: reviseApplication,
  done: (result) => go(`${addressOf(result)}/draft`),
  back: ({ params }) => `${mine}/${params.applicationId}`,
})

const withdraw = action({
  name: 'applications.withdrawAction',
  path: `${one}/withdraw`,
  permission: 'person',
  command: withdrawApplication,
  done: (result) => go(addressOf(result), success('applications.withdrawnNow')),
  back: ({ params }) => `${mine}/${params.applicationId}`,
})

const receipts = page({
  name: 'applications.receiptsPage',
  path: `${one}/receipts`,
  permission: 'person',
  show: async ({ ask, params }) => draw(ReceiptsPage, await ask(readReceipts, referenceOf(params))),
})

const handedIn = page({
  name: 'applications.applicationsPage',
  path: '/applications',
  permission: 'applications.read',
  navigation: { group: 'administration', label: 'applications.list.title', icon: 'file', order: 28 },
  async show(context) {
    const list = await listModel(applicationList, context)
    const chosen = SealingReference.safeParse({ projectId: context.query.project })
    // Whoever reviews one of them blindly, or stands too close, sees no list of its applications and takes none along.
    const exported = chosen.success && list.rows.length > 0 ? chosen.data.projectId : null
    return draw(ApplicationsPage, { list, projectId: exported })
  },
})

const acknowledge = action({
  name: 'applications.acknowledgeAction',
  path: `${one}/acknowledge`,
  permission: 'person',
  command: acknowledgeAddenda,
  done: (result) => go(addressOf(result), success('applications.addenda.acknowledged')),
  back: ({ params }) => `${mine}/${params.applicationId}`,
})

const witnessing = '/my-sealings'

function sealingOf(params: Record<string, string>): { projectId: string } {
  const reference = SealingReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

const sealings = page({
  name: 'applications.mySealingsPage',
  path: witnessing,
  permission: 'person',
  show: async ({ ask }) => draw(MySealingsPage, await ask(listMySealings, {})),
})

const sealing = page({
  name: 'applications.sealingPage',
  path: `${witnessing}/:projectId`,
  permission: 'person',
  show: async ({ ask, params, form }) =>
    draw(SealingPage, { sealing: await ask(readSealing, sealingOf(params)), form: form(), step: 'accept' }),
  submit: {
    command: acceptWitnessing,
    done: ({ projectId }) => go(`${witnessing}/${projectId}`, success('applications.sealings.accepted')),
  },
})

const decline = action({
  name: 'applications.declineWitnessingAction',
  path: `${witnessing}/:projectId/decline`,
  permission: 'person',
  command: declineWitnessing,
  done: ({ projectId }) => go(`${witnessing}/${projectId}`, success('applications.sealings.declinedNow')),
  back: ({ params }) => `${witnessing}/${params.projectId}`,
})

const opening = page({
  name: 'applications.openBidsPage',
  path: `${witnessing}/:projectId/open`,
  permission: 'person',
  show: async ({ ask, params, form }) =>
    draw(SealingPage, { sealing: await ask(readSealing, sealingOf(params)), form: form(), step: 'open' }),
  submit: {
    command: openBids,
    done: ({ projectId }) => go(`${witnessing}/${projectId}`, success('applications.sealings.given')),
  },
})

const sealed = page({
  name: 'applications.sealProjectPage',
  path: '/managed-projects/:projectId/sealing',
  permission: 'applications.seal',
  async show({ ask, params, form }) {
    const project = await ask(readProject, sealingOf(params))
    const found = project.isSealed ? await ask(readSealing, { projectId: project.id }) : null
    return draw(SealProjectPage, { project, sealing: found, form: form({ threshold: 2 }) })
  },
  submit: {
    command: sealProject,
    done: ({ projectId }) =>
      go(`/managed-projects/${projectId}/sealing`, success('applications.sealings.asked')),
  },
})

const unseal = action({
  name: 'applications.unsealAction',
  path: '/managed-projects/:projectId/unseal',
  permission: 'applications.seal',
  command: unsealProject,
  done: ({ projectId }) => go(`/managed-projects/${projectId}`, success('applications.sealings.unsealed')),
  back: ({ params }) => `/managed-projects/${params.projectId}/sealing`,
})

export const pages: readonly AnyPage[] = [
  acknowledge,
  sealings,
  sealing,
  decline,
  opening,
  sealed,
  unseal,
  list,
  apply,
  shown,
  draft,
  discard,
  files,
  dropFile,
  check,
  revise,
  withdraw,
  receipts,
  handedIn,
]
