import { randomUUID } from 'node:crypto'
import { nothing, type Sample, type Samples } from './sample.ts'

const content = { kind: 'trueFalse', text: 'Water boils at 100 °C.', isTrue: true }

const gift = 'Water boils at 100 degrees. {T}'

/** As a form names them. */
const inFields = {
  'content.kind': content.kind,
  'content.text': content.text,
  'content.isTrue': 'true',
}

const newBank: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, name: `Bank ${randomUUID()}` }),
}

/** A bank of the unit and a question in it, both with the id of the unit. */
const bank = (more: object = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ bankId: spot.unitId, ...more }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    await pool.query(
      `INSERT INTO question_banks (id, tenant_id, unit_id, name, created_at, updated_at) VALUES ($1, $2, $1, $3, now(), now())`,
      [spot.unitId, spot.tenantId, `Bank ${spot.unitId}`],
    )
    await pool.query(
      `INSERT INTO questions (id, tenant_id, bank_id, kind, title, created_at, updated_at)
       VALUES ($1, $2, $1, 'trueFalse', 'Water', now(), now())`,
      [spot.unitId, spot.tenantId],
    )
    await pool.query(
      `INSERT INTO question_revisions (id, tenant_id, question_id, number, content, made_at) VALUES ($1, $2, $1, 1, $3, now())`,
      [spot.unitId, spot.tenantId, JSON.stringify({ v: 1, ...content })],
    )
  },
})

const question = (more: object = {}): Sample => ({
  ...bank(),
  input: ({ spot }) => ({ questionId: spot.unitId, ...more }),
})

export const questions: Samples = {
  'questions.listBanks': nothing,
  'questions.listBanksFile': nothing,
  'questions.readBank': bank(),
  'questions.createBank': newBank,
  'questions.changeBank': bank({ name: 'Boiling' }),
  'questions.archiveBank': bank(),
  'questions.restoreBank': bank(),
  'questions.listUnitsForBanks': nothing,
  'questions.listQuestions': nothing,
  'questions.listQuestionsColumns': nothing,
  'questions.listQuestionsFile': nothing,
  'questions.readQuestion': question(),
  'questions.createQuestion': bank({ content, tags: ['water'] }),
  'questions.changeQuestion': question({ content: { ...content, isTrue: false }, tags: [] }),
  'questions.duplicateQuestion': question(),
  'questions.archiveQuestion': question(),
  'questions.restoreQuestion': question(),
  'questions.listRevisions': question(),
  'questions.readRevision': question({ number: 1 }),
  'questions.previewQuestion': question({ seed: 'seed' }),
  'questions.tryQuestion': question({ answer: { kind: 'trueFalse', value: true } }),
  'questions.banksPage': nothing,
  // The page is the same at every unit; which of them its form takes stands at the command.
  'questions.newBankPage': { ...newBank, about: 'nothing' },
  'questions.bankPage': bank(),
  'questions.changeBankPage': bank({ name: 'Boiling' }),
  'questions.archiveBankAction': bank(),
  'questions.restoreBankAction': bank(),
  'questions.questionsPage': nothing,
  'questions.newQuestionPage': bank(inFields),
  'questions.questionPage': question({ 'answer.kind': 'trueFalse', 'answer.value': 'true' }),
  'questions.changeQuestionPage': question({ ...inFields, 'content.isTrue': 'false' }),
  'questions.duplicateQuestionAction': question(),
  'questions.archiveQuestionAction': question(),
  'questions.restoreQuestionAction': question(),
  'questions.revisionsPage': question(),
  'questions.previewImport': bank({ gift }),
  'questions.importQuestions': bank({ gift }),
  'questions.exportQuestions': bank(),
  'questions.giftFile': bank(),
  'questions.importPage': bank({ gift }),
  'questions.importQuestionsAction': bank({ gift }),
  'questions.exportPage': bank(),
}
