import { buffer } from 'node:stream/consumers'
import { keepFile } from '../../files/index.ts'
import { ImportReference, ReceiveImport } from '../contract.ts'
import { importPurpose, ticketFor, whoever } from '../import/file.ts'
import { readTable } from '../import/person-table.ts'
import { findPlace } from '../import/place.ts'
import { command } from '../room.ts'

export const receiveImport = command({
  name: 'members.receiveImport',
  summary: 'Hand in people of a unit as a CSV file in UTF-8: at most 1 MB and 2,000 rows',
  permission: 'members.import',
  input: ReceiveImport,
  output: ImportReference,
  http: { method: 'post', path: '/members/import/:unitId', status: 201, upload: importPurpose },
  // What cannot be read is said at once, and in words that say what to do.
  async prepare({ services }, { file }) {
    readTable(await buffer(file.bytes()))
    return keepFile(services, importPurpose, file)
  },
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run({ actor, services, prepared: { fileId } }, _input, { unitId }) {
    return { unitId, fileId, ticket: ticketFor(services, whoever(actor), { unitId, fileId }) }
  },
})
