import type { PreviewReply, QuestionReply } from '../../../src/modules/questions/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'
import { AnswerFields, ShownText } from './shown-question.tsx'

export interface QuestionModel {
  question: QuestionReply
  preview: PreviewReply
  form: FormState
}

/** A question as learners see it, to be tried, and what staff may do with it. */
export function QuestionPage({ question, preview, form }: QuestionModel) {
  const t = useText()
  const { id, title, bank, content, tags, revision, abilities } = question
  const here = `/questions/${id}`
  const { shown, seed } = preview
  const isOld = preview.revision !== revision
  const mixed = `${here}?${new URLSearchParams({ seed: String((Number(seed) || 0) + 1), revision: String(preview.revision) })}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={question.archivedAt && <Badge>{t('questions.archivedState')}</Badge>}
          breadcrumbs={useWay(bank)}
          actions={
            abilities.change && (
              <LinkButton href={`${here}/change`} variant="primary" icon="edit">
                {t('questions.change')}
              </LinkButton>
            )
          }
        />
      }
    >
      <Facts
        items={[
          { label: t('questions.kind'), value: t(`questions.kinds.${content.kind}`) },
          { label: t('questions.points'), value: t('questions.pointsCount', { points: shown.points }) },
          ...(tags.length > 0
            ? [{ label: t('questions.tags'), value: <span {...verbatim}>{tags.join(', ')}</span> }]
            : []),
          {
            label: t('questions.revision'),
            value: <a href={`${here}/revisions`}>{t('questions.revisionNumber', { number: revision })}</a>,
          },
        ]}
      />
      <Section
        title={t('questions.preview')}
        id="preview"
        description={
          isOld ? t('questions.previewOld', { number: preview.revision }) : t('questions.previewHelp')
        }
      >
        <ShownText shown={shown} />
        <Form action={here} state={form}>
          <HiddenField name="seed" value={seed} />
          <HiddenField name="revision" value={preview.revision} />
          <AnswerFields shown={shown} />
          <FormActions>
            <SubmitButton variant="secondary">{t('questions.try')}</SubmitButton>
            <LinkButton href={mixed} variant="quiet">
              {t('questions.mixAgain')}
            </LinkButton>
          </FormActions>
        </Form>
      </Section>
      <ButtonGroup>
        {abilities.duplicate && (
          <ActionForm action={`${here}/duplicate`} idempotencyKey={keyFor(form, 'duplicate')} icon="copy">
            {t('questions.duplicate')}
          </ActionForm>
        )}
        {abilities.archive && (
          <ActionForm action={`${here}/archive`} idempotencyKey={keyFor(form, 'archive')} variant="quiet">
            {t('questions.archive')}
          </ActionForm>
        )}
        {abilities.restore && (
          <ActionForm action={`${here}/restore`} idempotencyKey={keyFor(form, 'restore')}>
            {t('questions.restore')}
          </ActionForm>
        )}
      </ButtonGroup>
    </PortalLayout>
  )
}
