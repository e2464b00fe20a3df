import type { Module } from '../../platform/declare/module.ts'
import { appoint } from './commands/appoint.ts'
import { archivePosition } from './commands/archive-position.ts'
import { changePosition } from './commands/change-position.ts'
import { changeTerm } from './commands/change-term.ts'
import { declarePosition } from './commands/declare-position.ts'
import { endTerm } from './commands/end-term.ts'
import { endTermsOfThoseWhoLeft } from './commands/end-terms-of-those-who-left.ts'
import { restorePosition } from './commands/restore-position.ts'
import { termChanged } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { nameTaken } from './position.ts'
import { listPositionChoices, listPositions } from './queries/positions.ts'
import { termList, vacancyList } from './queries/term-list.ts'
import {
  findCandidates,
  listMyPositions,
  listPersonPositions,
  listUnitPositions,
  readCandidate,
  readTerm,
  readTermLetter,
} from './queries/terms.ts'
import { listTermsOfThoseWhoLeft } from './queries/terms-of-who-left.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const positions: Module = {
  name: 'positions',
  operations: [
    listPositions,
    listPositionChoices,
    declarePosition,
    changePosition,
    archivePosition,
    restorePosition,
    termList.query,
    vacancyList.query,
    listUnitPositions,
    listPersonPositions,
    listMyPositions,
    readTerm,
    findCandidates,
    readCandidate,
    appoint,
    changeTerm,
    endTerm,
    listTermsOfThoseWhoLeft,
    endTermsOfThoseWhoLeft,
    readTermLetter,
  ],
  pages,
  endpoints: [termList.download, vacancyList.download],
  permissions,
  facts: [termChanged],
  links,
  topics,
  personalData,
  unitHoldings,
  constraintErrors: { positions_name_key: nameTaken },
  tenantData: { goes: ['terms', 'positions'] },
}
