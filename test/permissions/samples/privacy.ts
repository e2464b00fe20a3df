import { randomUUID } from 'node:crypto'
import { nothing, person, type Sample, type Samples } from './sample.ts'

const confirmed: Sample = { about: 'nothing', input: () => ({ confirmed: true }) }

const bothPeople: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ keptId: spot.personId, mergedId: spot.newcomerId }),
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
  'privacy.mergeSearchPage': person,
  'privacy.mergePage': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, otherId: spot.newcomerId, keptId: spot.personId }),
  },
}
