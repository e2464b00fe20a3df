import { markdownToHtml } from '../../../src/platform/presentation/markdown.ts'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

/** How long something takes, in hours and minutes; nothing where nobody has said. */
export function useDuration(): (minutes: number) => string | null {
  const t = useText()
  return (minutes) => {
    if (minutes === 0) return null
    const hours = Math.floor(minutes / 60)
    const rest = minutes % 60
    return [
      hours > 0 && t('courses.hours', { count: hours }),
      rest > 0 && t('courses.minutesLong', { count: rest }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}

/** What somebody wrote in Markdown. */
export function Written({ text }: { text: string }) {
  // markdownToHtml lets nothing through that could act.
  return <div class="rich-text" {...verbatim} dangerouslySetInnerHTML={{ __html: markdownToHtml(text) }} />
}

/** Lines of what a course says of itself, under a title; nothing where it says nothing. */
export function Lines({ title, id, items }: { title: string; id: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <Section title={title} id={id}>
      <ul {...verbatim}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  )
}
