import type { Module } from '../../platform/declare/module.ts'
import { nameTaken } from './bank.ts'
import { archiveBank } from './commands/archive-bank.ts'
import { archiveQuestion } from './commands/archive-question.ts'
import { changeBank } from './commands/change-bank.ts'
import { changeQuestion } from './commands/change-question.ts'
import { createBank } from './commands/create-bank.ts'
import { createQuestion } from './commands/create-question.ts'
import { duplicateQuestion } from './commands/duplicate-question.ts'
import { importQuestions } from './commands/import-questions.ts'
import { previewImport } from './commands/preview-import.ts'
import { restoreBank } from './commands/restore-bank.ts'
import { restoreQuestion } from './commands/restore-question.ts'
import { tryQuestion } from './commands/try-question.ts'
import { giftFile } from './endpoints.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { bankList, listUnitsForBanks, readBank } from './queries/banks.ts'
import { exportQuestions } from './queries/export.ts'
import { questionList } from './queries/question-list.ts'
import { listRevisions, previewQuestion, readQuestion, readRevision } from './queries/questions.ts'
import { personalData } from './slots/personal-data.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const questions: Module = {
  name: 'questions',
  operations: [
    bankList.query,
    readBank,
    createBank,
    changeBank,
    archiveBank,
    restoreBank,
    listUnitsForBanks,
    questionList.query,
    questionList.shape,
    readQuestion,
    createQuestion,
    changeQuestion,
    duplicateQuestion,
    archiveQuestion,
    restoreQuestion,
    listRevisions,
    readRevision,
    previewQuestion,
    tryQuestion,
    previewImport,
    importQuestions,
    exportQuestions,
  ],
  pages,
  endpoints: [bankList.download, questionList.download, giftFile],
  permissions,
  personalData,
  unitHoldings,
  tenantData: { goes: ['question_revisions', 'questions', 'question_banks'] },
  constraintErrors: { question_banks_name_key: nameTaken },
}
