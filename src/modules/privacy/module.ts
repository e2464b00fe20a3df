import type { Module } from '../../platform/declare/module.ts'
import { closeMyAccount } from './commands/close-my-account.ts'
import { eraseClosing } from './commands/erase-closing.ts'
import { erasePeople } from './commands/erase-people.ts'
import { leaveAssociation } from './commands/leave-association.ts'
import { mergePeople } from './commands/merge-people.ts'
import { requestMyData } from './commands/request-my-data.ts'
import { sayDifferent } from './commands/say-different.ts'
import { sayMaybeSame } from './commands/say-maybe-same.ts'
import { stayInAssociation } from './commands/stay-in-association.ts'
import { undoMerge } from './commands/undo-merge.ts'
import { closingAlready } from './errors.ts'
import { closingRequested, entriesMerged } from './facts.ts'
import { mergePurpose } from './merge-row.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { readDataExport } from './queries/data-export.ts'
import { listDuplicates } from './queries/duplicates.ts'
import { readMergeLetter } from './queries/merge-letter.ts'
import { mergeList, readMerge } from './queries/merges.ts'
import { listPossibleDuplicates, previewMerge } from './queries/merging.ts'
import { readClosingLetter, readMyData } from './queries/my-data.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { topics } from './slots/topics.ts'
import { dataExport } from './task-kinds.ts'

export const privacy: Module = {
  name: 'privacy',
  operations: [
    listPossibleDuplicates,
    previewMerge,
    mergePeople,
    listDuplicates,
    mergeList.query,
    readMerge,
    undoMerge,
    readMergeLetter,
    sayDifferent,
    sayMaybeSame,
    readMyData,
    readClosingLetter,
    closeMyAccount,
    leaveAssociation,
    stayInAssociation,
    eraseClosing,
    erasePeople,
    requestMyData,
    readDataExport,
  ],
  taskKinds: [dataExport],
  facts: [closingRequested, entriesMerged],
  constraintErrors: { closings_open_account_key: closingAlready, closings_open_person_key: closingAlready },
  pages,
  endpoints: [mergeList.download],
  purges,
  sealedColumns: [
    {
      table: 'person_merge_parts',
      keys: ['merge_id', 'place'],
      column: 'sealed_changes',
      purpose: mergePurpose,
    },
  ],
  permissions,
  links,
  topics,
  personalData,
  tenantData: {
    goes: ['person_merge_parts', 'person_merges', 'distinct_people'],
    stays: { closings: 'says by ids alone that somebody wanted to leave' },
  },
}
