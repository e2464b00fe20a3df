import type { Module } from '../../platform/declare/module.ts'
import { alreadyApplied } from './application.ts'
import { acceptWitnessing } from './commands/accept-witnessing.ts'
import { acknowledgeAddenda } from './commands/acknowledge-addenda.ts'
import { addFile } from './commands/add-file.ts'
import { decideApplication } from './commands/decide-application.ts'
import { declineWitnessing } from './commands/decline-witnessing.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { dropSetAside } from './commands/drop-set-aside.ts'
import { noteMatchRating } from './commands/note-match-rating.ts'
import { openBids } from './commands/open-bids.ts'
import { rateMatch } from './commands/rate-match.ts'
import { removeFile } from './commands/remove-file.ts'
import { reopenApplication } from './commands/reopen-application.ts'
import { requestExport } from './commands/request-export.ts'
import { reviseApplication } from './commands/revise-application.ts'
import { saveDraft } from './commands/save-draft.ts'
import { sealProject } from './commands/seal-project.ts'
import { shortlistApplication } from './commands/shortlist-application.ts'
import { startApplication } from './commands/start-application.ts'
import { submitApplication } from './commands/submit-application.ts'
import { unsealNextBid } from './commands/unseal-next-bid.ts'
import { unsealProject } from './commands/unseal-project.ts'
import { withdrawApplication } from './commands/withdraw-application.ts'
import { endpoints } from './endpoints.ts'
import {
  applicationDecided,
  applicationSubmitted,
  applicationWithdrawn,
  bidsOpened,
  witnessAsked,
  witnessDeclined,
} from './facts.ts'
import { exportPages } from './pages/export.ts'
import { matchPages } from './pages/match.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { readApplication, readApplicationDocument } from './queries/application.ts'
import { applicationList } from './queries/application-list.ts'
import { listExported, readProjectToExport } from './queries/export.ts'
import { readKeptMatch } from './queries/match.ts'
import {
  listApplicantsToTell,
  listMyApplications,
  readReceiptLetter,
  readReceipts,
  readStart,
} from './queries/mine.ts'
import { listMySealings, readSealing, readSealingLetter } from './queries/sealing.ts'
import { openedPurpose, sharePurpose } from './sealing.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { tenantData } from './slots/tenant-data.ts'
import { topics } from './slots/topics.ts'
import { applicationExport } from './task-kinds.ts'

export const applications: Module = {
  name: 'applications',
  operations: [
    listMyApplications,
    readApplication,
    readApplicationDocument,
    startApplication,
    saveDraft,
    addFile,
    removeFile,
    submitApplication,
    reviseApplication,
    discardDraft,
    dropSetAside,
    withdrawApplication,
    readReceipts,
    readStart,
    applicationList.query,
    readReceiptLetter,
    readKeptMatch,
    rateMatch,
    noteMatchRating,
    acknowledgeAddenda,
    listApplicantsToTell,
    sealProject,
    unsealProject,
    acceptWitnessing,
    declineWitnessing,
    openBids,
    readSealing,
    listMySealings,
    readSealingLetter,
    unsealNextBid,
    shortlistApplication,
    decideApplication,
    reopenApplication,
    requestExport,
    readProjectToExport,
    listExported,
  ],
  facts: [
    applicationSubmitted,
    applicationWithdrawn,
    applicationDecided,
    witnessAsked,
    witnessDeclined,
    bidsOpened,
  ],
  pages: [...pages, ...matchPages, ...exportPages],
  endpoints: [...endpoints, applicationList.download],
  links,
  taskKinds: [applicationExport],
  topics,
  permissions,
  personalData,
  purges,
  tenantData,
  sealedColumns: [
    {
      table: 'sealings',
      keys: ['tenant_id', 'project_id'],
      column: 'sealed_opened_key',
      purpose: openedPurpose,
    },
    {
      table: 'sealing_witnesses',
      keys: ['tenant_id', 'project_id', 'person_id'],
      column: 'sealed_given_share',
      purpose: sharePurpose,
    },
  ],
  constraintErrors: {
    applications_person_key: alreadyApplied,
    applications_company_key: alreadyApplied,
  },
}
