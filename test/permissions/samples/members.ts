import { randomUUID } from 'node:crypto'
import { ticketFor } from '../../../src/modules/members/import/file.ts'
import { makeImport } from '../../factories/members.ts'
import { MadeIds, membershipIds, nothing, ofNewcomer, type Sample, type Samples } from './sample.ts'

const chosenMember: Sample = {
  ...ofNewcomer,
  input: ({ spot }) => ({ chosen: [membershipIds.get(spot.unitId)] }),
}

const chosenMemberToUnit: Sample = {
  ...ofNewcomer,
  input: ({ spot }) => ({ chosen: [membershipIds.get(spot.unitId)], unitId: spot.unitId }),
}

const suspendedMember: Sample = {
  ...ofNewcomer,
  input: ({ spot }) => ({ chosen: [membershipIds.get(spot.unitId)], reason: 'Because' }),
}

const csv = Buffer.from('Given name,Family name\nNew,Comer\n')

const sentFileId = randomUUID()

/** A file that whoever asks has handed in for the unit. */
const waitingImport: Sample = {
  about: 'unit',
  input: ({ world, spot, asking }) => {
    const { services } = world.portal.app
    const waiting = { unitId: spot.unitId, fileId: sentFileId }
    return { ...waiting, ticket: ticketFor(services, { personId: asking.personId }, waiting) }
  },
  async prepare({ world }) {
    await world.portal.app.services.storage.put(sentFileId, csv)
  },
}

const importIds = new MadeIds()

const someImport: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ importId: importIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    importIds.set(spot.unitId, await makeImport(world.portal, spot))
  },
}

/** One that has made somebody. */
const someImportRow: Sample = {
  ...someImport,
  async prepare(context) {
    await someImport.prepare?.(context)
    const { world, spot } = context
    const importId = importIds.get(spot.unitId)
    const { pool } = world.portal.app.database
    await pool.query('UPDATE member_imports SET added = 1, undo_task_id = id WHERE id = $1', [importId])
    await pool.query(
      'INSERT INTO member_import_rows (import_id, row, tenant_id, person_id, prints) VALUES ($1, 2, $2, $3, $4)',
      [importId, spot.tenantId, spot.newcomerId, { v: 1, tables: {} }],
    )
  },
}

/** Somebody new of a file. */
const newPeople: Sample = {
  ...someImport,
  input: (context) => ({
    ...someImport.input(context),
    rows: [
      {
        unitId: context.spot.unitId,
        row: 2,
        person: {
          givenName: 'New',
          familyName: null,
          patronymic: null,
          nativeName: null,
          phone: null,
          email: null,
        },
        values: null,
      },
    ],
    locale: 'en',
    timeZone: 'UTC',
  }),
}

export const members: Samples = {
  'members.listMembers': nothing,
  'members.listPlaces': nothing,
  'members.listMembersFile': nothing,
  'members.listMembersColumns': nothing,
  'members.endMemberships': chosenMember,
  'members.addToUnit': chosenMemberToUnit,
  'members.suspendMembers': suspendedMember,
  'members.reactivateMembers': suspendedMember,
  'members.receiveImport': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, file: csv }),
  },
  'members.previewImport': waitingImport,
  'members.matchRows': {
    ...waitingImport,
    input: ({ spot }) => ({ unitId: spot.unitId, rows: [] }),
  },
  'members.startImport': {
    ...waitingImport,
    input: (context) => ({ ...waitingImport.input(context), columns: ['givenName', 'familyName'] }),
  },
  'members.listImports': nothing,
  'members.listImportsFile': nothing,
  'members.readImport': someImport,
  'members.startImportUndo': someImportRow,
  'members.takeBackRows': {
    ...someImportRow,
    input: (context) => ({ ...someImport.input(context), rows: [2] }),
  },
  'members.listUndoRows': {
    ...someImportRow,
    input: (context) => ({ ...someImport.input(context), after: 0, limit: 10 }),
  },
  'members.importPeople': newPeople,
  'members.importAll': newPeople,
  // What is sent stands in the form; whether it may be, the command judges.
  'members.importPage': { about: 'nothing', input: ({ spot }) => ({ unitId: spot.unitId, file: csv }) },
  'members.importPreviewPage': {
    ...waitingImport,
    input: (context) => ({ ...waitingImport.input(context), 'columns.0': 'givenName' }),
  },
  'members.importsPage': nothing,
  'members.importUndoPage': someImport,
  'members.startImportUndoAction': someImportRow,
  'members.membersPage': nothing,
  // What is chosen stands in the address; whose it is, the command judges.
  'members.endMembershipsPage': { ...chosenMember, about: 'nothing' },
  'members.addToUnitPage': { ...chosenMemberToUnit, about: 'nothing' },
  'members.suspendMembersPage': { ...suspendedMember, about: 'nothing' },
  'members.reactivateMembersPage': { ...suspendedMember, about: 'nothing' },
}
