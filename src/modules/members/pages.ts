import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { AddToUnitPage } from '../../../templates/pages/members/add-to-unit-page.tsx'
import { ImportPage } from '../../../templates/pages/members/import-page.tsx'
import { ImportPreviewPage } from '../../../templates/pages/members/import-preview-page.tsx'
import { ImportUndoPage } from '../../../templates/pages/members/import-undo-page.tsx'
import { MembersPage } from '../../../templates/pages/members/members-page.tsx'
import { StandingBulkPage } from '../../../templates/pages/members/standing-bulk-page.tsx'
import { type AnyPage, action, draw, go, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { afterBulk, bulkModel } from '../../platform/lists/bulk-page.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { authorityAnywhere } from '../../platform/policy/actor.ts'
import { addToUnit } from './commands/add-to-unit.ts'
import { endMemberships } from './commands/end-memberships.ts'
import { reactivateMembers } from './commands/reactivate-members.ts'
import { receiveImport } from './commands/receive-import.ts'
import { startImport } from './commands/start-import.ts'
import { startImportUndo } from './commands/start-import-undo.ts'
import { suspendMembers } from './commands/suspend-members.ts'
import { ImportKey, ImportReference, knownChoices } from './contract.ts'
import { leaveOut } from './import/columns.ts'
import { importPurpose } from './import/file.ts'
import { mostRows } from './import/person-table.ts'
import { previewImport } from './queries/import-preview.ts'
import { importList, readImport } from './queries/imports.ts'
import { listPlaces, memberList } from './queries/members.ts'

const all = page({
  name: 'members.membersPage',
  path: '/members',
  permission: 'members.read',
  navigation: { group: 'association', label: 'members.title', icon: 'people', order: 20, bar: 3 },
  async show(context) {
    const { actor, now } = context.caller
    // What takes something away comes last.
    const list = await listModel(memberList, context, [
      addToUnit,
      reactivateMembers,
      suspendMembers,
      endMemberships,
    ])
    return draw(MembersPage, { list, mayImport: authorityAnywhere(actor, 'members.import', now) !== null })
  },
})

const end = page({
  name: 'members.endMembershipsPage',
  path: '/members/end',
  permission: 'members.read',
  show: async (context) => draw(BulkPage, { act: await bulkModel(endMemberships, context) }),
  submit: {
    command: endMemberships,
    done: (outcome, context) => afterBulk(endMemberships, outcome, context),
  },
})

const add = page({
  name: 'members.addToUnitPage',
  path: '/members/add-to-unit',
  permission: 'members.read',
  async show(context) {
    const [act, { items }] = await Promise.all([bulkModel(addToUnit, context), context.ask(listPlaces, {})])
    return draw(AddToUnitPage, { act, places: items })
  },
  submit: {
    command: addToUnit,
    done: (outcome, context) => afterBulk(addToUnit, outcome, context),
  },
})

const standingActs = [
  { act: suspendMembers, name: 'members.suspendMembersPage', path: '/members/suspend' },
  { act: reactivateMembers, name: 'members.reactivateMembersPage', path: '/members/reactivate' },
].map(({ act, name, path }) =>
  page({
    name,
    path,
    permission: 'members.read',
    show: async (context) => draw(StandingBulkPage, { act: await bulkModel(act, context) }),
    submit: { command: act, done: (outcome, context) => afterBulk(act, outcome, context) },
  }),
)

const bringIn = page({
  name: 'members.importPage',
  path: '/members/import',
  permission: 'members.import',
  async show({ ask, form }) {
    const { items } = await ask(listPlaces, {})
    return draw(ImportPage, { places: items, form: form(), file: importPurpose, mostRows })
  },
  submit: {
    command: receiveImport,
    done: ({ unitId, fileId, ticket }) => go(`/members/import/${unitId}/${fileId}/${ticket}`),
  },
})

const preview = page({
  name: 'members.importPreviewPage',
  path: '/members/import/:unitId/:fileId/:ticket',
  permission: 'members.import',
  async show({ ask, params, path, queryFields, form }) {
    const reference = ImportReference.safeParse(params)
    if (!reference.success) throw notFound()
    const state = form({ mode: 'good' })
    const columns = chosenColumns(queryFields) ?? typedColumns(state.values.columns)
    const chosen = Object.fromEntries(queryFields).known ?? state.values.known
    const known = knownChoices.find((each) => each === chosen) ?? 'refuse'
    const found = await ask(previewImport, { ...reference.data, columns, known })
    return draw(ImportPreviewPage, { preview: found, path, form: state })
  },
  submit: { command: startImport, done: ({ taskId }) => go(`/tasks/${taskId}`) },
})

const imports = page({
  name: 'members.importsPage',
  path: '/members/imports',
  permission: 'members.import',
  show: async (context) => draw(ListPage, { list: await listModel(importList, context) }),
})

const oneImport = page({
  name: 'members.importUndoPage',
  path: '/members/imports/:importId',
  permission: 'members.import',
  async show({ ask, params, form }) {
    const key = ImportKey.safeParse(params)
    if (!key.success) throw notFound()
    return draw(ImportUndoPage, {
      found: await ask(readImport, key.data),
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const undoImport = action({
  name: 'members.startImportUndoAction',
  path: '/members/imports/:importId/undo',
  permission: 'members.import',
  command: startImportUndo,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back: ({ params }) => `/members/imports/${params.importId}`,
})

/** What the selects of the page say: `columns.0=givenName`. Nothing where nobody has chosen yet. */
function chosenColumns(fields: ReadonlyArray<readonly [string, string]>): string[] | undefined {
  const chosen = fields.flatMap(([name, value]) => {
    const [, index] = /^columns\.(\d{1,2})$/.exec(name) ?? []
    return index === undefined ? [] : [[Number(index), value] as const]
  })
  if (chosen.length === 0) return undefined
  const byIndex = new Map(chosen)
  return Array.from(
    { length: Math.max(...byIndex.keys()) + 1 },
    (_none, index) => byIndex.get(index) ?? leaveOut,
  )
}

function typedColumns(typed: unknown): string[] | undefined {
  if (typeof typed !== 'object' || typed === null) return undefined
  return chosenColumns(Object.entries(typed).map(([index, value]) => [`columns.${index}`, String(value)]))
}

export const pages: readonly AnyPage[] = [
  all,
  end,
  add,
  ...standingActs,
  bringIn,
  preview,
  imports,
  oneImport,
  undoImport,
]
