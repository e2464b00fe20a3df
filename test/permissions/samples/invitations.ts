import { randomUUID } from 'node:crypto'
import { ticketFor } from '../../../src/modules/members/import/file.ts'
import { makeInvitation } from '../../factories/invitations.ts'
import { idOfNothing, MadeIds, nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

const invitationIds = new MadeIds()
const tokens = new MadeIds()
const unclaimed = new MadeIds()

async function invited({ world, spot }: SampleContext, address?: string): Promise<void> {
  const { tenantId, unitId } = spot
  const { id, token } = await makeInvitation(world.portal, { tenantId, unitId, address })
  invitationIds.set(unitId, id)
  tokens.set(unitId, token)
}

const anInvitation: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ invitationId: invitationIds.get(spot.unitId) }),
  prepare: (context) => invited(context),
}

const chosenInvitation: Sample = {
  ...anInvitation,
  input: ({ spot }) => ({ chosen: [invitationIds.get(spot.unitId)] }),
}

const newInvitation: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, address: `${randomUUID()}@example.org`, givenName: 'Ada' }),
}

const anUnclaimed: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: unclaimed.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const id = randomUUID()
    unclaimed.set(spot.unitId, id)
    const { pool } = world.portal.app.database
    await pool.query(
      `INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
       VALUES ($1, $2, 'Nobody', 'Nobody', 'Nobody', 'en', 'UTC', now(), now())`,
      [id, spot.tenantId],
    )
    await pool.query(
      `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at) VALUES ($1, $2, $3, $4, true, now())`,
      [randomUUID(), spot.tenantId, spot.unitId, id],
    )
  },
}

/** Whoever has the link reads it, wherever it leads; it is about nobody's rights. */
const byToken: Sample = {
  about: 'nothing',
  input: ({ spot }) => ({ token: tokenAt(spot.unitId) }),
  prepare: (context) => invited(context, context.asking.email ?? undefined),
}

function tokenAt(unitId: string): string {
  const token = tokens.get(unitId)
  return /^[\w-]{43}$/.test(token) ? token : 'A'.repeat(43)
}

const csv = Buffer.from('E-mail or phone,Given name\nnew@example.org,New\n')

const sentFileId = randomUUID()

/** A file that whoever asks has handed in for the unit. */
const waitingFile: Sample = {
  about: 'unit',
  input: ({ world, spot, asking }) => {
    const waiting = { unitId: spot.unitId, fileId: sentFileId }
    const { services } = world.portal.app
    return {
      ...waiting,
      ticket: ticketFor(services, { personId: asking.personId }, waiting, 'invitations.file'),
    }
  },
  async prepare({ world }) {
    await world.portal.app.services.storage.put(sentFileId, csv)
  },
}

const started: Sample = {
  ...waitingFile,
  input: (context) => ({ ...waitingFile.input(context), mode: 'good' }),
}

export const invitations: Samples = {
  'invitations.receiveInvitations': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, file: csv }),
  },
  'invitations.previewInvitations': waitingFile,
  'invitations.startInvitations': started,
  'invitations.judgeFile': {
    about: 'nothing',
    input: ({ spot }) => ({ unitId: spot.unitId, fileId: sentFileId, startedBy: spot.personId }),
  },
  'invitations.draftInvitation': {
    about: 'nothing',
    input: ({ spot }) => ({
      batchId: sentFileId,
      startedBy: spot.personId,
      row: 2,
      unitId: spot.unitId,
      channel: 'email',
      address: 'new@example.org',
      role: null,
      greeting: null,
      days: 14,
      locale: 'en',
    }),
  },
  'invitations.sendDrafts': {
    about: 'nothing',
    input: () => ({ batchId: sentFileId, all: true, before: 0, step: 0 }),
  },
  'invitations.discardDrafts': { about: 'nothing', input: () => ({ batchId: sentFileId }) },
  'invitations.filePage': { about: 'nothing', input: ({ spot }) => ({ unitId: spot.unitId, file: csv }) },
  'invitations.filePreviewPage': started,
  'invitations.listInvitations': nothing,
  'invitations.listInvitationsColumns': nothing,
  'invitations.listInvitationsFile': nothing,
  'invitations.readInvitationLetter': {
    about: 'nothing',
    input: () => ({ invitationId: idOfNothing, sends: 1 }),
  },
  'invitations.readAcceptanceLetter': { about: 'nothing', input: () => ({ invitationId: idOfNothing }) },
  'invitations.listPlacesToInvite': nothing,
  'invitations.listRolesToGive': { about: 'unit', input: ({ spot }) => ({ unitId: spot.unitId }) },
  'invitations.readInvitation': anInvitation,
  'invitations.invitePerson': newInvitation,
  'invitations.resendInvitation': anInvitation,
  'invitations.withdrawInvitation': anInvitation,
  'invitations.resendInvitations': chosenInvitation,
  'invitations.withdrawInvitations': chosenInvitation,
  'invitations.readClaimable': anUnclaimed,
  'invitations.inviteToClaim': {
    ...anUnclaimed,
    input: ({ spot }) => ({ personId: unclaimed.get(spot.unitId), address: `${randomUUID()}@example.org` }),
  },
  'invitations.readInvited': byToken,
  'invitations.acceptAsNewcomer': {
    ...byToken,
    input: (context) => ({ ...byToken.input(context), givenName: 'Ada', password: 'correct horse battery' }),
    prepare: (context) => invited(context),
  },
  'invitations.acceptAsMe': byToken,
  'invitations.invitationsPage': nothing,
  'invitations.resendInvitationsPage': { ...chosenInvitation, about: 'nothing' },
  'invitations.withdrawInvitationsPage': { ...chosenInvitation, about: 'nothing' },
  'invitations.invitePage': { ...newInvitation, about: 'nothing' },
  'invitations.claimPage': {
    ...anUnclaimed,
    input: ({ spot }) => ({ personId: unclaimed.get(spot.unitId), address: `${randomUUID()}@example.org` }),
  },
  'invitations.invitationPage': anInvitation,
  'invitations.resendInvitationAction': anInvitation,
  'invitations.withdrawInvitationAction': anInvitation,
  'invitations.invitedPage': byToken,
  'invitations.acceptAsMeAction': byToken,
}
