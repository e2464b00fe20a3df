import { buffer } from 'node:stream/consumers'
import { invalid } from '../../../platform/errors.ts'
import { keepFile } from '../../files/index.ts'
import { readTable, ticketFor, whoever } from '../../members/index.ts'
import { FileReference, ReceiveFile } from '../contract.ts'
import { columnsOf, mostLines } from '../file/lines.ts'
import { invitationFile } from '../file/received.ts'
import { unitClosed } from '../invitation.ts'
import { holdInvitingPlace } from '../invitation-row.ts'
import { command } from '../room.ts'

export const receiveInvitations = command({
  name: 'invitations.receiveInvitations',
  summary: 'Hand in people to invite as a CSV file in UTF-8: at most 2 MB and 5,000 lines',
  permission: 'invitations.manage',
  input: ReceiveFile,
  output: FileReference,
  http: { method: 'post', path: '/invitations/files/:unitId', status: 201, upload: invitationFile },
  // What cannot be read is said at once, and in words that say what to do.
  async prepare({ services }, { file }) {
    const { headings } = readTable(await buffer(file.bytes()), mostLines)
    if (!columnsOf(headings).includes('address'))
      throw invalid([{ pointer: '/file', code: 'invitations.error.fileAddressless', message: '' }])
    return keepFile(services, invitationFile, file)
  },
  target: ({ tx, actor, now }, { unitId }) => holdInvitingPlace(tx.sql, unitId, actor, now),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run({ actor, services, prepared: { fileId } }, _input, { unitId }) {
    return {
      unitId,
      fileId,
      ticket: ticketFor(services, whoever(actor), { unitId, fileId }, invitationFile.name),
    }
  },
})
