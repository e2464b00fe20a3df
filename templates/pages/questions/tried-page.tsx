import type { Answer, Shown, TriedReply } from '../../../src/modules/questions/contract.ts'
import type { Translate } from '../../../src/platform/presentation/view.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { RichText, useWay } from './question-words.tsx'
import { ShownText } from './shown-question.tsx'

const tones: Record<TriedReply['grade']['outcome'], Tone> = {
  right: 'success',
  partly: 'info',
  wrong: 'danger',
  unanswered: 'neutral',
  toMark: 'progress',
}

/** How an answer is graded, with what whoever gave it would be told. */
export function TriedPage({ tried }: { tried: TriedReply }) {
  const t = useText()
  const { question, shown, answer, grade, solution, revision, seed } = tried
  const { outcome, points, outOf, feedback, parts } = grade
  const title = t('questions.tried')
  const again = `/questions/${question.id}?${new URLSearchParams({ seed, revision: String(revision) })}`
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={tones[outcome]}>{t(`questions.outcomes.${outcome}`)}</Badge>}
          lead={grade.needsMarking ? t('questions.markedLater') : t('questions.earned', { points, outOf })}
          breadcrumbs={useWay({ id: question.bankId, name: question.bankName }, question)}
        />
      }
    >
      <ShownText shown={shown} />
      {feedback.map((text) => (
        <RichText key={text} text={text} />
      ))}
      <Section title={t('questions.yourAnswer')} id="answer">
        <Lines lines={linesOf(shown, answer, t)} parts={parts} />
      </Section>
      {solution && (
        <Section title={t('questions.solution')} id="solution">
          <Lines lines={linesOf(shown, solution, t)} />
        </Section>
      )}
      <LinkButton href={again} variant="primary">
        {t('questions.tryAgain')}
      </LinkButton>
    </PortalLayout>
  )
}

interface LinesProps {
  lines: string[]
  /** How each of them is judged, one for each line. */
  parts?: TriedReply['grade']['parts']
}

function Lines({ lines, parts = [] }: LinesProps) {
  const t = useText()
  if (lines.length === 0) return <p>{t('questions.outcomes.unanswered')}</p>
  return (
    <ul>
      {lines.map((line, index) => {
        const part = parts[index]
        return (
          <li key={line}>
            {line}{' '}
            {part && (
              <Badge tone={part.isRight ? 'success' : 'danger'}>
                {t(`questions.outcomes.${part.isRight ? 'right' : 'wrong'}`)}
              </Badge>
            )}
            {part?.feedback && <RichText text={part.feedback} />}
          </li>
        )
      })}
    </ul>
  )
}

type Named = ReadonlyArray<{ id: string; text: string }>

const nameIn = (parts: Named, id: string | undefined) => parts.find((part) => part.id === id)?.text ?? '–'

/** An answer in words, one line for each part of it, in the order in which the parts are judged. */
function linesOf(shown: Shown, answer: Answer, t: Translate): string[] {
  switch (answer.kind) {
    case 'single':
      if (shown.kind !== 'single' || answer.option === null) return []
      return [nameIn(shown.options, answer.option)]
    case 'multiple':
      return shown.kind === 'multiple' ? answer.options.map((id) => nameIn(shown.options, id)) : []
    case 'trueFalse':
      return answer.value === null ? [] : [t(answer.value ? 'questions.true' : 'questions.false')]
    case 'shortText':
    case 'essay':
      return answer.text === '' ? [] : [answer.text]
    case 'number':
      return answer.value === '' ? [] : [answer.value]
    case 'ordering':
      if (shown.kind !== 'ordering') return []
      return shown.items.map((_item, index) => `${index + 1}. ${nameIn(shown.items, answer.order[index])}`)
    case 'matching':
      if (shown.kind !== 'matching') return []
      return shown.prompts.map(({ id, text }) => `${text} → ${nameIn(shown.choices, answer.pairs[id])}`)
    case 'fillIn':
      if (shown.kind !== 'fillIn') return []
      return shown.gaps.map(
        (_gap, index) => `${t('questions.gap', { number: index + 1 })}: ${answer.gaps[index] || '–'}`,
      )
    case 'file':
      return []
  }
}
