import { markdownToHtml } from '../../../src/platform/presentation/markdown.ts'
import type { Crumb } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

/** The way to what stands in a bank. */
export function useWay(
  bank: { id: string; name: string } | null,
  question?: { id: string; title: string },
): Crumb[] {
  const t = useText()
  return [
    { label: t('questions.banks.title'), href: '/question-banks' },
    ...(bank ? [{ label: bank.name, href: `/question-banks/${bank.id}` }] : []),
    ...(question ? [{ label: question.title, href: `/questions/${question.id}` }] : []),
  ]
}

/** What somebody wrote in Markdown. markdownToHtml lets nothing through that could act. */
export function RichText({ text }: { text: string }) {
  return <div class="rich-text" {...verbatim} dangerouslySetInnerHTML={{ __html: markdownToHtml(text) }} />
}
