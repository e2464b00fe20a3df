import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { DocumentReference } from './contract.ts'
import { glossary } from './glossary.ts'
import { readApplicationDocument } from './queries/application.ts'

const document = endpoint({
  name: 'applications.document',
  glossary,
  summary: 'What an application is, letter by letter: its hash stands on the receipt',
  permission: 'person',
  inPortal: true,
  method: 'get',
  path: '/applications/:applicationId/document.json',
  produces: 'application/json',
  input: DocumentReference,
  async handle({ ask, response, input }) {
    const { document: text, name } = await ask(readApplicationDocument, DocumentReference.parse(input))
    response.set('Cache-Control', 'no-store').attachment(name).type('application/json').send(text)
  },
})

export const endpoints: readonly Endpoint[] = [document]
