import { randomUUID } from 'node:crypto'
import { idOfNothing, MadeIds, nothing, person, type Sample, type Samples } from './sample.ts'

const confirmed: Sample = { about: 'nothing', input: () => ({ confirmed: true }) }

const bothPeople: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ keptId: spot.personId, mergedId: spot.newcomerId }),
}

const pair: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ personId: spot.personId, otherId: spot.newcomerId }),
}

const mergeIds = new MadeIds()

/** A merge of an entry that is away, and that nothing has changed beside. */
const merged: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ mergeId: mergeIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    const mergeId = randomUUID()
    mergeIds.set(spot.tenantId, mergeId)
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at, deleted_at, merged_into_id)
       VALUES (gen_random_uuid(), $1, 'Away', 'Away', 'Away', 'en', 'UTC', now(), now(), now(), $2) RETURNING id`,
      [spot.tenantId, spot.newcomerId],
    )
    await pool.query(
      // Its time is over, by the clock of the portal.
      `INSERT INTO person_merges (id, tenant_id, kept_id, merged_id, merged_at, undo_until)
       VALUES ($1, $2, $3, $4, $5::timestamptz - interval '1 day', $5)`,
      [mergeId, spot.tenantId, spot.newcomerId, rows[0]?.id, world.portal.clock.now()],
    )
  },
}

export const privacy: Samples = {
  'privacy.readMyData': nothing,
  'privacy.readClosingLetter': { about: 'nothing', input: () => ({ closingId: randomUUID() }) },
  'privacy.closeMyAccount': confirmed,
  'privacy.leaveAssociation': confirmed,
  'privacy.stayInAssociation': nothing,
  // Rows of the spot go, and whoever is asked about after it shall still be there.
  'privacy.erasePeople': { about: 'nothing', input: () => ({ limit: 0 }) },
  'privacy.eraseClosing': { about: 'nothing', input: () => ({ closingId: randomUUID() }) },
  'privacy.myDataPage': confirmed,
  'privacy.leaveAction': confirmed,
  'privacy.stayAction': nothing,
  'privacy.requestMyData': nothing,
  'privacy.requestMyDataAction': nothing,
  'privacy.readDataExport': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, accountId: spot.accountId }),
  },
  'privacy.listPossibleDuplicates': person,
  'privacy.previewMerge': bothPeople,
  'privacy.mergePeople': bothPeople,
  'privacy.listDuplicates': nothing,
  'privacy.listMerges': nothing,
  'privacy.listMergesFile': nothing,
  'privacy.readMerge': merged,
  'privacy.undoMerge': merged,
  'privacy.readMergeLetter': { about: 'nothing', input: () => ({ mergeId: idOfNothing }) },
  'privacy.sayDifferent': pair,
  'privacy.sayMaybeSame': pair,
  'privacy.duplicatesPage': nothing,
  'privacy.sayDifferentInListAction': pair,
  'privacy.mergesPage': nothing,
  'privacy.mergeUndoPage': merged,
  'privacy.undoMergeAction': merged,
  'privacy.sayDifferentAction': pair,
  'privacy.sayMaybeSameAction': pair,
  'privacy.mergeSearchPage': person,
  'privacy.mergePage': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, otherId: spot.newcomerId, keptId: spot.personId }),
  },
}
