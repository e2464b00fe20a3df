import { endpoint } from '../../platform/declare/endpoint.ts'
import { BankReference } from './contract.ts'
import { glossary } from './glossary.ts'
import { exportQuestions } from './queries/export.ts'

export const giftFile = endpoint({
  name: 'questions.giftFile',
  summary: 'The questions of a bank as a file in GIFT',
  permission: 'questions.manage',
  inPortal: true,
  method: 'get',
  path: '/question-banks/:bankId/questions.gift',
  produces: 'text/plain',
  input: BankReference,
  glossary,
  async handle({ ask, input, response }) {
    const { gift } = await ask(exportQuestions, input as { bankId: string })
    response.setHeader('Cache-Control', 'private, no-store')
    response.setHeader('Content-Disposition', 'attachment; filename="questions.gift.txt"')
    response.type('text/plain; charset=utf-8').send(gift)
  },
})
