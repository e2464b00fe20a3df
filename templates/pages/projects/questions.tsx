import type { ProjectReply, QuestionReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { keyFor } from '../../components/key-for.ts'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

export interface QuestionsModel {
  project: ProjectReply
  questions: readonly QuestionReply[]
  form: FormState
}

/** What was asked, by nobody in particular, and what was answered. */
export function Questions({ project, questions, form }: QuestionsModel) {
  const t = useText()
  const { id, abilities } = project
  if (questions.length === 0 && !abilities.ask) return null
  const address = `/projects/${id}/questions`
  return (
    <Section
      title={t('projects.questions.title')}
      id="questions"
      description={abilities.ask ? t('projects.questions.help') : undefined}
      action={
        abilities.ask ? (
          <LinkButton href={`${address}/new`} icon="plus">
            {t('projects.questions.ask')}
          </LinkButton>
        ) : undefined
      }
    >
      {questions.map((question) => (
        <Card
          key={question.id}
          level={3}
          title={t('projects.questions.one')}
          badge={
            question.answer === null ? (
              <Badge tone="warning">{t('projects.questions.waits')}</Badge>
            ) : question.isOwn ? (
              <Badge tone="info">{t('projects.questions.own')}</Badge>
            ) : undefined
          }
          footer={<Time value={question.answeredAt ?? question.askedAt} shown="date" />}
        >
          <Words text={question.text} />
          {question.answer !== null && (
            <>
              <h4>{t('projects.questions.answer')}</h4>
              <Words text={question.answer} />
            </>
          )}
          <ButtonGroup>
            {question.abilities.answer && (
              <LinkButton href={`/managed-projects/${id}/questions/${question.id}/answer`}>
                {t('projects.questions.toAnswer')}
              </LinkButton>
            )}
            {question.abilities.change && (
              <>
                <LinkButton href={`${address}/${question.id}/edit`}>
                  {t('projects.questions.edit')}
                </LinkButton>
                <ActionForm
                  action={`${address}/${question.id}/withdraw`}
                  idempotencyKey={keyFor(form, question.id)}
                  variant="quiet"
                >
                  {t('projects.questions.withdraw')}
                </ActionForm>
              </>
            )}
          </ButtonGroup>
        </Card>
      ))}
    </Section>
  )
}

export function Words({ text }: { text: string }) {
  return (
    <div {...verbatim}>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  )
}
