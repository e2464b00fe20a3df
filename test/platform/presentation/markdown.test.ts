import { expect, test } from '@jest/globals'
import { markdownToHtml, markdownToText } from '../../../src/platform/presentation/markdown.ts'

test('quotations inside each other without end are shown as they were typed, and break nothing', () => {
  const endless = `${'> '.repeat(20_000)}<script>`
  expect(markdownToHtml(endless)).not.toContain('<script')
  expect(markdownToText(endless, 10)).toMatch(/^>/)
  expect(markdownToHtml('> **said**')).toContain('<strong>said</strong>')
})
