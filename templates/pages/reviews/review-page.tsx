import type { DecisionRecords, ReviewReply } from '../../../src/modules/reviews/contract.ts'
import { languageName } from '../../../src/platform/presentation/countries.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Facts } from '../../components/facts.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { addressOf, RubricTable, StandApart, WaitsForWitnesses } from './review-words.tsx'

export interface ReviewModel {
  review: ReviewReply
  records: DecisionRecords['items']
  form: FormState
}

/** How a project is reviewed, for those who see to it. */
export function ReviewPage({ review, records, form }: ReviewModel) {
  const t = useText()
  const { project, criteria, abilities } = review
  const address = addressOf(project)
  const title = t('reviews.title')
  return (
    <PortalLayout
      title={`${title} · ${project.title}`}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={<Badge>{t(`projects.statuses.${project.status}`)}</Badge>}
          lead={<span {...verbatim}>{project.title}</span>}
          actions={
            project.status === 'reviewing' || project.status === 'awarded' ? (
              <LinkButton href={`${address}/applications`} variant="primary">
                {t('reviews.weighed.title')}
              </LinkButton>
            ) : undefined
          }
          breadcrumbs={[
            { label: t('projects.list.title'), href: '/managed-projects' },
            { label: project.title, href: `/projects/${project.slug}` },
          ]}
        />
      }
    >
      {project.isSealed && project.status !== 'draft' && <WaitsForWitnesses project={project} />}
      {abilities.readRecords && (abilities.makeRecord || records.length > 0) && (
        <Records review={review} records={records} form={form} />
      )}
      <Settings review={review} />
      <Section
        title={t('reviews.rubric.title')}
        id="rubric"
        description={t(abilities.setRubric ? 'reviews.rubric.help' : 'reviews.rubric.fixed')}
        action={
          abilities.setRubric ? (
            <LinkButton href={`${address}/rubric`}>{t('reviews.rubric.change')}</LinkButton>
          ) : undefined
        }
      >
        {criteria.length === 0 ? (
          <EmptyState title={t('reviews.rubric.none')} icon="chart">
            {t('reviews.rubric.noneHelp')}
          </EmptyState>
        ) : (
          <RubricTable criteria={criteria} />
        )}
      </Section>
      <Reviewers review={review} form={form} />
      <Conflicts review={review} form={form} />
    </PortalLayout>
  )
}

function Settings({ review }: { review: ReviewReply }) {
  const t = useText()
  const { locale } = useView()
  const { project, hidden, appealDays, approval, abilities } = review
  return (
    <Section
      title={t('reviews.settings.title')}
      id="settings"
      description={t('reviews.settings.untilPublished')}
      action={
        abilities.prepare ? (
          <LinkButton href={`${addressOf(project)}/settings`}>{t('reviews.settings.change')}</LinkButton>
        ) : undefined
      }
    >
      <Facts
        items={[
          {
            label: t('reviews.settings.hidden'),
            value:
              hidden.length === 0
                ? t('reviews.settings.nothingHidden')
                : hidden.map((part) => t(`reviews.hideable.${part}`)).join(', '),
          },
          {
            label: t('reviews.settings.appeals'),
            value:
              appealDays === 0
                ? t('reviews.settings.noAppeals')
                : t('reviews.settings.days', { count: appealDays }),
          },
          {
            label: t('reviews.settings.approval'),
            value: approval
              ? t('reviews.settings.above', {
                  amount: formatMoney(approval.above, approval.currency, locale),
                })
              : t('reviews.settings.noApproval'),
            note: approval && !approval.isOwn ? t('reviews.settings.ofAssociation') : undefined,
          },
        ]}
      />
    </Section>
  )
}

/** How it was decided, as documents. */
function Records({ review, records, form }: ReviewModel) {
  const t = useText()
  const { locale } = useView()
  const { project, abilities } = review
  return (
    <Section title={t('reviews.record.heading')} id="records" description={t('reviews.record.help')}>
      {records.length > 0 && (
        <Table
          caption={t('reviews.record.heading')}
          rows={records}
          rowKey={({ id }) => id}
          columns={[
            {
              label: t('reviews.record.file'),
              heading: true,
              cell: ({ name, href }) => (
                <a href={href} {...verbatim}>
                  {name}
                </a>
              ),
            },
            {
              label: t('reviews.record.language'),
              cell: (record) => <span {...verbatim}>{languageName(record.locale, locale)}</span>,
            },
            {
              label: t('reviews.record.made'),
              cell: ({ madeAt, isOutdated }) => (
                <>
                  <Time value={madeAt} shown="moment" />{' '}
                  {isOutdated && <Badge tone="warning">{t('reviews.record.outdated')}</Badge>}
                </>
              ),
            },
            {
              label: t('reviews.record.maker'),
              cell: ({ madeBy }) => <span {...verbatim}>{madeBy}</span>,
            },
          ]}
        />
      )}
      {abilities.makeRecord && (
        <ActionForm action={`${addressOf(project)}/records`} idempotencyKey={keyFor(form, 'record')}>
          {t('reviews.record.make')}
        </ActionForm>
      )}
    </Section>
  )
}

function Reviewers({ review, form }: Pick<ReviewModel, 'review' | 'form'>) {
  const t = useText()
  const { project, reviewers, abilities } = review
  const address = addressOf(project)
  return (
    <Section
      title={t('reviews.reviewers.title')}
      id="reviewers"
      action={
        abilities.appoint ? (
          <LinkButton href={`${address}/reviewers/new`}>{t('reviews.reviewers.appoint')}</LinkButton>
        ) : undefined
      }
    >
      <Table
        caption={t('reviews.reviewers.title')}
        rows={reviewers}
        rowKey={({ personId }) => personId}
        empty={
          <EmptyState title={t('reviews.reviewers.none')} icon="people">
            {t('reviews.reviewers.noneHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('reviews.reviewers.name'),
            heading: true,
            cell: ({ personId, name, stoodDown }) => (
              <>
                <a href={`/people/${personId}`} {...verbatim}>
                  {name}
                </a>{' '}
                {stoodDown && <Badge tone="warning">{t('reviews.reviewers.standsApart')}</Badge>}
              </>
            ),
          },
          {
            label: t('reviews.reviewers.since'),
            cell: ({ appointedAt }) => <Time value={appointedAt} shown="date" />,
          },
          ...(abilities.appoint
            ? [
                {
                  label: t('reviews.reviewers.acts'),
                  quiet: true,
                  cell: ({ personId, name, stoodDown }: ReviewReply['reviewers'][number]) => (
                    <ButtonGroup>
                      {!stoodDown && (
                        <LinkButton
                          href={`${address}/reviewers/${personId}/conflict`}
                          variant="quiet"
                          label={t('reviews.conflicts.recordLabel', { name })}
                        >
                          {t('reviews.conflicts.record')}
                        </LinkButton>
                      )}
                      <ActionForm
                        action={`${address}/reviewers/${personId}/dismiss`}
                        idempotencyKey={keyFor(form, personId)}
                        variant="quiet"
                        label={t('reviews.reviewers.dismissLabel', { name })}
                      >
                        {t('reviews.reviewers.dismiss')}
                      </ActionForm>
                    </ButtonGroup>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

function Conflicts({ review, form }: Pick<ReviewModel, 'review' | 'form'>) {
  const t = useText()
  const { project, conflicts, lifted, abilities } = review
  const address = addressOf(project)
  return (
    <Section title={t('reviews.conflicts.title')} id="conflicts" description={t('reviews.conflicts.help')}>
      {conflicts.length > 0 && (
        <Table
          caption={t('reviews.conflicts.title')}
          rows={conflicts}
          rowKey={({ id }) => id}
          columns={[
            {
              label: t('reviews.reviewers.name'),
              heading: true,
              cell: ({ name }) => <span {...verbatim}>{name}</span>,
            },
            {
              label: t('reviews.conflicts.about'),
              cell: ({ code }) =>
                code === null ? t('reviews.conflicts.wholeProject') : t('reviews.weighed.code', { code }),
            },
            {
              label: t('reviews.conflicts.reason'),
              cell: ({ reason }) => <span {...verbatim}>{reason}</span>,
            },
            {
              label: t('reviews.reviewers.since'),
              cell: ({ declaredAt }) => <Time value={declaredAt} shown="date" />,
            },
            {
              label: t('reviews.reviewers.acts'),
              quiet: true,
              cell: ({ id, name, abilities: { lift } }) =>
                lift && (
                  <Disclosure summary={t('reviews.conflicts.liftLabel', { name })}>
                    <Form
                      action={`${address}/conflicts/${id}/lift`}
                      state={{ ...form, idempotencyKey: keyFor(form, id) }}
                      id={`lift-${id}`}
                    >
                      <TextArea
                        name="reason"
                        label={t('reviews.conflicts.liftWhy')}
                        rows={2}
                        maxlength={1000}
                      />
                      <FormActions>
                        <SubmitButton>{t('reviews.conflicts.lift')}</SubmitButton>
                      </FormActions>
                    </Form>
                  </Disclosure>
                ),
            },
          ]}
        />
      )}
      {lifted.length > 0 && (
        <Table
          caption={t('reviews.conflicts.liftedTitle')}
          rows={lifted}
          rowKey={({ id }) => id}
          columns={[
            {
              label: t('reviews.reviewers.name'),
              heading: true,
              cell: ({ name }) => <span {...verbatim}>{name}</span>,
            },
            {
              label: t('reviews.conflicts.about'),
              cell: ({ code }) =>
                code === null ? t('reviews.conflicts.wholeProject') : t('reviews.weighed.code', { code }),
            },
            {
              label: t('reviews.conflicts.liftedBy'),
              cell: ({ liftedBy, liftedAt }) => (
                <span>
                  <span {...verbatim}>{liftedBy}</span>, <Time value={liftedAt} shown="date" />
                </span>
              ),
            },
            {
              label: t('reviews.conflicts.liftWhy'),
              cell: ({ liftReason }) => <span {...verbatim}>{liftReason}</span>,
            },
          ]}
        />
      )}
      {abilities.appoint && <StandApart action={`${address}/conflict`} form={form} />}
    </Section>
  )
}
