import { ReferencePage } from '../../../templates/pages/reference/reference-page.tsx'
import { type AnyPage, draw, page } from '../declare/page.ts'
import type { Words } from '../words.ts'
import type { OpenApiDocument } from './document.ts'
import { allRefusals } from './refusals.ts'

/** The API's description for people, from our own origin and without a script. */
export function referencePage(document: () => OpenApiDocument, words: Words): AnyPage {
  return page({
    name: 'reference.api',
    path: '/api/docs',
    permission: 'anyone',
    show: async () => draw(ReferencePage, { document: document(), refusals: allRefusals(words.template) }),
  })
}
