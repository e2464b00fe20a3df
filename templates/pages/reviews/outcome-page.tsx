import type { OutcomeReply } from '../../../src/modules/reviews/contract.ts'
import type { Tone } from '../../../src/platform/presentation/list.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { StandingBadge } from '../applications/standing.tsx'
import { Messages } from './bid-view.tsx'

export interface OutcomeModel {
  outcome: OutcomeReply
  tones: Readonly<Record<OutcomeReply['status'], Tone>>
  form: FormState
}

/** What is undecided stands where its project does. */
function wordsOf({ status, project }: OutcomeReply): string {
  if (status !== 'submitted' && status !== 'shortlisted') return `reviews.outcome.words.${status}`
  if (project.status === 'cancelled') return 'reviews.outcome.words.cancelled'
  if (status === 'shortlisted') return 'reviews.outcome.words.shortlisted'
  if (project.status === 'closed') return 'reviews.outcome.words.closed'
  return project.status === 'published' ? 'reviews.outcome.words.submitted' : 'reviews.outcome.words.inReview'
}

/** Where one's own application stands. */
export function OutcomePage({ outcome, tones, form }: OutcomeModel) {
  const t = useText()
  const { locale } = useView()
  const {
    applicationId,
    project,
    status,
    decidedAt,
    feedback,
    award,
    messages,
    appeal,
    appealUntil,
    abilities,
  } = outcome
  const address = `/applications/${applicationId}/outcome`
  const title = t('reviews.outcome.title')
  return (
    <PortalLayout
      title={`${title} · ${project.title}`}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={
            <StandingBadge
              application={{ status, project: { ...project, isOpen: project.status === 'published' } }}
              tones={tones}
            />
          }
          breadcrumbs={[
            { label: t('applications.mine.title'), href: '/my-applications' },
            { label: t('reviews.outcome.application'), href: `/my-applications/${applicationId}` },
          ]}
          lead={
            <a href={`/projects/${project.slug}`} {...verbatim}>
              {project.title}
            </a>
          }
        />
      }
    >
      <p>
        {t(wordsOf(outcome))} {decidedAt && <Time value={decidedAt} />}
      </p>
      {award && (
        <Section title={t('reviews.award.title')} id="award">
          <DescriptionList
            items={[
              ...(award.amount === null || award.currency === null
                ? []
                : [
                    {
                      label: t('reviews.weighed.amount'),
                      value: formatMoney(award.amount, award.currency, locale),
                    },
                  ]),
              { label: t('reviews.award.step'), value: <span {...verbatim}>{award.nextStep}</span> },
              { label: t('reviews.award.whom'), value: <span {...verbatim}>{award.contact}</span> },
            ]}
          />
        </Section>
      )}
      {feedback && (
        <Section title={t('reviews.outcome.feedback')} id="feedback">
          <p {...verbatim}>{feedback}</p>
        </Section>
      )}
      {messages.length > 0 && (
        <Section title={t('reviews.outcome.questions')} id="messages">
          <Messages messages={messages} />
          {abilities.answer && (
            <Form
              action={`${address}/answer`}
              state={{ ...form, idempotencyKey: keyFor(form, 'answer') }}
              id="answer"
            >
              <TextArea name="body" label={t('reviews.messages.yourAnswer')} rows={4} maxlength={5000} />
              <FormActions>
                <SubmitButton>{t('reviews.messages.sendAnswer')}</SubmitButton>
              </FormActions>
            </Form>
          )}
        </Section>
      )}
      {(appeal || abilities.appeal) && (
        <Section title={t('reviews.appeals.title')} id="appeal">
          {appeal && (
            <>
              <p>
                <Badge>{t(`reviews.appeals.states.${appeal.status}`)}</Badge> <Time value={appeal.filedAt} />
              </p>
              <p {...verbatim}>{appeal.body}</p>
              {appeal.answer && (
                <>
                  <h3>{t('reviews.appeals.answer')}</h3>
                  <p {...verbatim}>{appeal.answer}</p>
                </>
              )}
            </>
          )}
          {abilities.appeal && (
            <>
              {appealUntil && (
                <p>
                  {t('reviews.appeals.until')} <Time value={appealUntil} />
                </p>
              )}
              <Form
                action={`${address}/appeal`}
                state={{ ...form, idempotencyKey: keyFor(form, 'appeal') }}
                id="file"
              >
                <TextArea name="body" label={t('reviews.appeals.why')} rows={5} maxlength={10000} />
                <FormActions>
                  <SubmitButton>{t('reviews.appeals.file')}</SubmitButton>
                </FormActions>
              </Form>
            </>
          )}
        </Section>
      )}
    </PortalLayout>
  )
}
