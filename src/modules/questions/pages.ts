import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { BankFormPage } from '../../../templates/pages/questions/bank-form-page.tsx'
import { BankPage } from '../../../templates/pages/questions/bank-page.tsx'
import { BanksPage } from '../../../templates/pages/questions/banks-page.tsx'
import { ExportPage } from '../../../templates/pages/questions/export-page.tsx'
import { ImportPage } from '../../../templates/pages/questions/import-page.tsx'
import { ImportPreviewPage } from '../../../templates/pages/questions/import-preview-page.tsx'
import { KindsPage } from '../../../templates/pages/questions/kinds-page.tsx'
import { QuestionFormPage } from '../../../templates/pages/questions/question-form-page.tsx'
import { QuestionPage } from '../../../templates/pages/questions/question-page.tsx'
import { RevisionsPage } from '../../../templates/pages/questions/revisions-page.tsx'
import { TriedPage } from '../../../templates/pages/questions/tried-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
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
import {
  BankReference,
  type BankReply,
  PreviewQuestion,
  QuestionReference,
  type QuestionReply,
} from './contract.ts'
import { kinds } from './kinds.ts'
import { bankList, listUnitsForBanks, readBank } from './queries/banks.ts'
import { exportQuestions } from './queries/export.ts'
import { questionList } from './queries/question-list.ts'
import { listRevisions, previewQuestion, readQuestion } from './queries/questions.ts'
import { asTyped, startOf, withoutEmptyRows } from './typed-question.ts'

const banks = '/question-banks'
const questions = '/questions'

const allBanks = page({
  name: 'questions.banksPage',
  path: banks,
  permission: 'questions.manage',
  navigation: { group: 'administration', label: 'questions.banks.title', icon: 'learn', order: 29 },
  show: async (context) => draw(BanksPage, { list: await listModel(bankList, context) }),
})

const newBank = page({
  name: 'questions.newBankPage',
  path: `${banks}/new`,
  permission: 'questions.manage',
  async show({ ask, form }) {
    const { items } = await ask(listUnitsForBanks, {})
    return draw(BankFormPage, { found: null, units: items, form: form() })
  },
  submit: {
    command: createBank,
    done: ({ bankId }) => go(`${banks}/${bankId}`, success('questions.bank.made')),
  },
})

function bankOf({ ask, params }: PageContext): Promise<BankReply> {
  const reference = BankReference.safeParse({ bankId: params.bankId })
  if (!reference.success) throw notFound()
  return ask(readBank, reference.data)
}

function questionOf({ ask, params }: PageContext): Promise<QuestionReply> {
  const reference = QuestionReference.safeParse({ questionId: params.questionId })
  if (!reference.success) throw notFound()
  return ask(readQuestion, reference.data)
}

const oneBank = page({
  name: 'questions.bankPage',
  path: `${banks}/:bankId`,
  permission: 'questions.manage',
  show: async (context) => draw(BankPage, { bank: await bankOf(context), form: context.form() }),
})

const changingBank = page({
  name: 'questions.changeBankPage',
  path: `${banks}/:bankId/change`,
  permission: 'questions.manage',
  async show(context) {
    const found = await bankOf(context)
    if (!found.abilities.change) throw notAllowed()
    const { name, description } = found
    return draw(BankFormPage, { found, units: [], form: context.form({ name, description }) })
  },
  submit: {
    command: changeBank,
    done: ({ bankId }) => go(`${banks}/${bankId}`, success('questions.saved')),
  },
})

const archivingBank = action({
  name: 'questions.archiveBankAction',
  path: `${banks}/:bankId/archive`,
  permission: 'questions.manage',
  command: archiveBank,
  done: ({ bankId }) => go(`${banks}/${bankId}`, success('questions.bank.archived')),
  back: ({ params }) => `${banks}/${params.bankId}`,
})

const restoringBank = action({
  name: 'questions.restoreBankAction',
  path: `${banks}/:bankId/restore`,
  permission: 'questions.manage',
  command: restoreBank,
  done: ({ bankId }) => go(`${banks}/${bankId}`, success('questions.bank.restored')),
  back: ({ params }) => `${banks}/${params.bankId}`,
})

const importing = page({
  name: 'questions.importPage',
  path: `${banks}/:bankId/import`,
  permission: 'questions.manage',
  async show(context) {
    const { id, name, abilities } = await bankOf(context)
    if (!abilities.add) throw notAllowed()
    return draw(ImportPage, { bank: { id, name }, form: context.form() })
  },
  submit: {
    command: previewImport,
    done: (preview, { form }) => {
      const looked = form()
      // What is sent next is another form, with a key of its own.
      const next = { ...looked, idempotencyKey: `${looked.idempotencyKey}-keep` }
      return draw(ImportPreviewPage, { preview, gift: String(looked.values.gift ?? ''), form: next })
    },
  },
})

const keepingImport = action({
  name: 'questions.importQuestionsAction',
  path: `${banks}/:bankId/import/keep`,
  permission: 'questions.manage',
  command: importQuestions,
  done: ({ bank, questionIds }) =>
    go(`${banks}/${bank.id}`, success('questions.gift.kept', { count: questionIds.length })),
  back: ({ params }) => `${banks}/${params.bankId}/import`,
})

const exporting = page({
  name: 'questions.exportPage',
  path: `${banks}/:bankId/export`,
  permission: 'questions.manage',
  async show(context) {
    const reference = BankReference.safeParse({ bankId: context.params.bankId })
    if (!reference.success) throw notFound()
    const { bank, count, losses } = await context.ask(exportQuestions, reference.data)
    return draw(ExportPage, { bank, count, losses })
  },
})

const allQuestions = page({
  name: 'questions.questionsPage',
  path: questions,
  permission: 'questions.manage',
  show: async (context) => draw(ListPage, { list: await listModel(questionList, context) }),
})

const newQuestion = page({
  name: 'questions.newQuestionPage',
  path: `${banks}/:bankId/questions/new`,
  permission: 'questions.manage',
  async show(context) {
    const bank = await bankOf(context)
    if (!bank.abilities.add) throw notAllowed()
    const kind = kinds.find((each) => each === context.query.kind)
    if (!kind) return draw(KindsPage, { bank, kinds })
    return draw(QuestionFormPage, { bank, kind, found: null, form: context.form(startOf(kind)) })
  },
  submit: {
    command: createQuestion,
    tidy: withoutEmptyRows,
    done: ({ questionId }) => go(`${questions}/${questionId}`, success('questions.written')),
  },
})

const oneQuestion = page({
  name: 'questions.questionPage',
  path: `${questions}/:questionId`,
  permission: 'questions.manage',
  async show(context) {
    const { ask, query, form } = context
    const question = await questionOf(context)
    const asked = PreviewQuestion.safeParse({
      questionId: question.id,
      revision: query.revision ? Number(query.revision) : null,
      seed: query.seed,
    })
    if (!asked.success) throw notFound()
    const preview = await ask(previewQuestion, asked.data)
    return draw(QuestionPage, { question, preview, form: form() })
  },
  submit: { command: tryQuestion, done: (tried) => draw(TriedPage, { tried }) },
})

const changingQuestion = page({
  name: 'questions.changeQuestionPage',
  path: `${questions}/:questionId/change`,
  permission: 'questions.manage',
  async show(context) {
    const found = await questionOf(context)
    if (!found.abilities.change) throw notAllowed()
    return draw(QuestionFormPage, {
      bank: found.bank,
      kind: found.content.kind,
      found,
      form: context.form(asTyped(found)),
    })
  },
  submit: {
    command: changeQuestion,
    tidy: withoutEmptyRows,
    done: ({ questionId }) => go(`${questions}/${questionId}`, success('questions.saved')),
  },
})

const duplicating = action({
  name: 'questions.duplicateQuestionAction',
  path: `${questions}/:questionId/duplicate`,
  permission: 'questions.manage',
  command: duplicateQuestion,
  done: ({ questionId }) => go(`${questions}/${questionId}`, success('questions.duplicated')),
  back: ({ params }) => `${questions}/${params.questionId}`,
})

const archivingQuestion = action({
  name: 'questions.archiveQuestionAction',
  path: `${questions}/:questionId/archive`,
  permission: 'questions.manage',
  command: archiveQuestion,
  done: ({ questionId }) => go(`${questions}/${questionId}`, success('questions.archivedNow')),
  back: ({ params }) => `${questions}/${params.questionId}`,
})

const restoringQuestion = action({
  name: 'questions.restoreQuestionAction',
  path: `${questions}/:questionId/restore`,
  permission: 'questions.manage',
  command: restoreQuestion,
  done: ({ questionId }) => go(`${questions}/${questionId}`, success('questions.restoredNow')),
  back: ({ params }) => `${questions}/${params.questionId}`,
})

const revisions = page({
  name: 'questions.revisionsPage',
  path: `${questions}/:questionId/revisions`,
  permission: 'questions.manage',
  async show(context) {
    const { id: questionId } = await questionOf(context)
    return draw(RevisionsPage, await context.ask(listRevisions, { questionId }))
  },
})

export const pages: readonly AnyPage[] = [
  allBanks,
  newBank,
  oneBank,
  changingBank,
  archivingBank,
  restoringBank,
  importing,
  keepingImport,
  exporting,
  allQuestions,
  newQuestion,
  oneQuestion,
  changingQuestion,
  duplicating,
  archivingQuestion,
  restoringQuestion,
  revisions,
]
