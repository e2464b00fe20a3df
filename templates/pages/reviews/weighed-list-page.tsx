import type { WeighedItem, WeighedList } from '../../../src/modules/reviews/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { useScore } from './bid-view.tsx'
import { addressOf, useWay, WaitsForWitnesses } from './review-words.tsx'

export interface WeighedListModel {
  list: WeighedList
  sort: string
  sorts: readonly string[]
  outcomes: readonly string[]
  form: FormState
}

export const statusTones = {
  submitted: 'neutral',
  shortlisted: 'progress',
  awarded: 'success',
  reserve: 'info',
  declined: 'warning',
} as const

/** The form to which the boxes in the table belong: inside it, the table would be as narrow as a form. */
const choosing = 'choose'

/** What came in for a project: how it was weighed so far, and what was decided. */
export function WeighedListPage({ list, sort, sorts, outcomes, form }: WeighedListModel) {
  const t = useText()
  const { project, items, progress, abilities } = list
  const address = `${addressOf(project)}/applications`
  const title = t('reviews.weighed.title')
  return (
    <PortalLayout
      title={`${title} · ${project.title}`}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={<span {...verbatim}>{project.title}</span>}
          actions={
            abilities.export && items.length > 0 ? (
              <LinkButton href={`/managed-projects/${project.id}/applications/export`}>
                {t('reviews.weighed.export')}
              </LinkButton>
            ) : undefined
          }
          breadcrumbs={useWay(project)}
        />
      }
    >
      {project.isSealed && <WaitsForWitnesses project={project} />}
      {items.length === 0 ? (
        <EmptyState title={t('reviews.weighed.none')} icon="file">
          {t('reviews.weighed.noneHelp')}
        </EmptyState>
      ) : (
        <>
          <p>
            {t('reviews.weighed.sortBy')}{' '}
            {sorts.map((each, index) => (
              <span key={each}>
                {index > 0 && '· '}
                {each === sort ? (
                  <strong>{t(`reviews.weighed.sorts.${each}`)}</strong>
                ) : (
                  <a href={`${address}?sort=${each}`}>{t(`reviews.weighed.sorts.${each}`)}</a>
                )}{' '}
              </span>
            ))}
          </p>
          <Rows items={items} canChoose={abilities.decide} />
          {abilities.decide && (
            <Form action={`${addressOf(project)}/decisions/new`} method="get" state={form} id={choosing}>
              <RadioGroup
                name="outcome"
                label={t('reviews.decisions.outcome')}
                options={outcomes.map((value) => ({ value, label: t(`reviews.outcomes.${value}`) }))}
              />
              <FormActions>
                <SubmitButton>{t('reviews.decisions.next')}</SubmitButton>
              </FormActions>
            </Form>
          )}
        </>
      )}
      <Section title={t('reviews.progress.title')} id="progress">
        <Table
          caption={t('reviews.progress.title')}
          rows={progress}
          rowKey={({ personId }) => personId}
          empty={<EmptyState title={t('reviews.progress.none')} icon="people" />}
          columns={[
            {
              label: t('reviews.reviewers.name'),
              heading: true,
              cell: ({ name }) => <span {...verbatim}>{name}</span>,
            },
            {
              label: t('reviews.progress.done'),
              cell: ({ handedIn, assigned }) => (
                <span>
                  <progress value={handedIn} max={assigned} aria-label={t('reviews.progress.done')} />{' '}
                  {t('reviews.progress.of', { handedIn, assigned })}
                </span>
              ),
            },
          ]}
        />
        {abilities.assign && (
          <Form
            action={`${address}/share-out`}
            state={{ ...form, idempotencyKey: keyFor(form, 'share') }}
            id="share"
          >
            <NumberField
              name="each"
              label={t('reviews.progress.each')}
              help={t('reviews.progress.eachHelp')}
              value="2"
            />
            <FormActions>
              <SubmitButton>{t('reviews.progress.share')}</SubmitButton>
            </FormActions>
          </Form>
        )}
      </Section>
    </PortalLayout>
  )
}

function Rows({ items, canChoose }: { items: readonly WeighedItem[]; canChoose: boolean }) {
  const t = useText()
  const { locale } = useView()
  const score = useScore()
  return (
    <Table
      caption={t('reviews.weighed.title')}
      rows={items}
      rowKey={({ applicationId }) => applicationId}
      columns={[
        ...(canChoose
          ? [
              {
                label: t('reviews.weighed.choose'),
                quiet: true,
                narrow: true,
                cell: ({ applicationId, applicant, code, status, decision }: WeighedItem) =>
                  ['submitted', 'shortlisted', 'reserve'].includes(status) &&
                  decision?.status !== 'proposed' && (
                    <label class="list-choose">
                      <input type="checkbox" form={choosing} name="applicationIds" value={applicationId} />
                      <span class="visually-hidden">
                        {t('reviews.weighed.chooseOne', { applicant: applicant ?? code })}
                      </span>
                    </label>
                  ),
              },
            ]
          : []),
        {
          label: t('reviews.weighed.application'),
          heading: true,
          cell: ({ applicationId, applicant, code }) => (
            <a href={`/weighed-applications/${applicationId}`} {...(applicant !== null && verbatim)}>
              {applicant ?? t('reviews.weighed.code', { code })}
            </a>
          ),
        },
        {
          label: t('reviews.mine.state'),
          cell: ({ status, decision, hasOpenAppeal }) => (
            <span>
              <Badge tone={statusTones[status]}>{t(`reviews.states.${status}`)}</Badge>{' '}
              {decision?.status === 'proposed' && (
                <Badge tone="warning">{t('reviews.decisions.waits')}</Badge>
              )}{' '}
              {hasOpenAppeal && <Badge tone="warning">{t('reviews.appeals.open')}</Badge>}
            </span>
          ),
        },
        { label: t('reviews.weighed.place'), numeric: true, narrow: true, cell: ({ place }) => place ?? '–' },
        { label: t('reviews.weighed.total'), numeric: true, cell: ({ total }) => score(total) },
        {
          label: t('reviews.progress.done'),
          cell: ({ sheets, outliers }) => (
            <span>
              {t('reviews.progress.of', sheets)}{' '}
              {outliers > 0 && (
                <Badge tone="warning">{t('reviews.weighed.outliers', { count: outliers })}</Badge>
              )}
            </span>
          ),
        },
        {
          label: t('reviews.weighed.amount'),
          numeric: true,
          cell: ({ amount, currency }) =>
            amount === null || currency === null ? '–' : formatMoney(amount, currency, locale),
        },
        { label: t('reviews.bid.match'), numeric: true, cell: ({ matchScore }) => matchScore ?? '–' },
      ]}
    />
  )
}
