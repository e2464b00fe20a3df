import type { Module } from '../../platform/declare/module.ts'
import { addDemand } from './commands/add-demand.ts'
import { addProjectFile } from './commands/add-project-file.ts'
import { amendImported } from './commands/amend-imported.ts'
import { amendProject } from './commands/amend-project.ts'
import { announceRubric } from './commands/announce-rubric.ts'
import { answerQuestion } from './commands/answer-question.ts'
import { archiveCategory } from './commands/archive-category.ts'
import { askQuestion } from './commands/ask-question.ts'
import { awardProject } from './commands/award-project.ts'
import { bookmarkProject } from './commands/bookmark-project.ts'
import { cancelProject } from './commands/cancel-project.ts'
import { changeCategory } from './commands/change-category.ts'
import { changeProject } from './commands/change-project.ts'
import { changeQuestion } from './commands/change-question.ts'
import { closeDueProjects } from './commands/close-due-projects.ts'
import { closeProject } from './commands/close-project.ts'
import { declareCategory } from './commands/declare-category.ts'
import { discardProject } from './commands/discard-project.ts'
import { draftProject } from './commands/draft-project.ts'
import { forgetProject } from './commands/forget-project.ts'
import { importProject } from './commands/import-project.ts'
import { inviteToProject } from './commands/invite-to-project.ts'
import { noteOriginal } from './commands/note-original.ts'
import { noteSealing } from './commands/note-sealing.ts'
import { publishProject } from './commands/publish-project.ts'
import { removeDemand } from './commands/remove-demand.ts'
import { removeProjectFile } from './commands/remove-project-file.ts'
import { restoreCategory } from './commands/restore-category.ts'
import { reviewProject } from './commands/review-project.ts'
import { setProjectArea } from './commands/set-project-area.ts'
import { withdrawInvitation } from './commands/withdraw-invitation.ts'
import { withdrawQuestion } from './commands/withdraw-question.ts'
import { endpoints } from './endpoints.ts'
import {
  contractorInvited,
  projectAmended,
  projectCancelled,
  projectClosed,
  projectPublished,
  questionAnswered,
  questionAsked,
} from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { demandedAlready } from './project.ts'
import { listAddenda } from './queries/addenda.ts'
import { listCategories, listUnitsToDraftIn } from './queries/categories.ts'
import { findProjects } from './queries/find-projects.ts'
import { findInvitees, listInvitations, readInvitationLetter } from './queries/invitations.ts'
import { readMatch } from './queries/match.ts'
import { readProject, readProjectAt } from './queries/project.ts'
import { projectList } from './queries/project-list.ts'
import { listPublicAddresses } from './queries/public-addresses.ts'
import { listQuestions, readQuestionLetter } from './queries/questions.ts'
import { find } from './slots/find.ts'
import { personalData } from './slots/personal-data.ts'
import { tenantData } from './slots/tenant-data.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const projects: Module = {
  name: 'projects',
  operations: [
    findProjects,
    readProject,
    readProjectAt,
    readMatch,
    bookmarkProject,
    forgetProject,
    projectList.query,
    draftProject,
    changeProject,
    amendProject,
    addProjectFile,
    removeProjectFile,
    askQuestion,
    changeQuestion,
    withdrawQuestion,
    answerQuestion,
    listQuestions,
    readQuestionLetter,
    listAddenda,
    setProjectArea,
    inviteToProject,
    withdrawInvitation,
    listInvitations,
    findInvitees,
    readInvitationLetter,
    importProject,
    amendImported,
    noteOriginal,
    announceRubric,
    discardProject,
    addDemand,
    removeDemand,
    publishProject,
    noteSealing,
    closeProject,
    closeDueProjects,
    reviewProject,
    awardProject,
    cancelProject,
    listCategories,
    declareCategory,
    changeCategory,
    archiveCategory,
    restoreCategory,
    listUnitsToDraftIn,
    listPublicAddresses,
  ],
  facts: [
    projectPublished,
    projectAmended,
    projectClosed,
    projectCancelled,
    questionAsked,
    questionAnswered,
    contractorInvited,
  ],
  pages,
  endpoints: [...endpoints, projectList.download],
  permissions,
  find,
  personalData,
  tenantData,
  unitHoldings,
  topics,
  constraintErrors: {
    project_demands_key: demandedAlready,
  },
}
