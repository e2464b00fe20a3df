import type { FoundReviewers, ReviewReply } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorList } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { addressOf, useWay } from './review-words.tsx'

export interface AppointReviewerModel {
  review: ReviewReply
  search: string
  people: FoundReviewers['items']
  form: FormState
}

export function AppointReviewerPage({ review, search, people, form }: AppointReviewerModel) {
  const t = useText()
  const { project } = review
  const address = `${addressOf(project)}/reviewers/new`
  const title = t('reviews.reviewers.appoint')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('reviews.reviewers.lead')} breadcrumbs={useWay(project)} />}
    >
      {form.issues.length > 0 && <ErrorList state={form} />}
      <SearchForm
        action={address}
        label={t('reviews.reviewers.search')}
        value={search}
        button={t('reviews.reviewers.find')}
      />
      {people.length > 0 ? (
        <Table
          caption={t('reviews.reviewers.found')}
          rows={people}
          rowKey={({ personId }) => personId}
          columns={[
            {
              label: t('reviews.reviewers.name'),
              heading: true,
              cell: ({ name }) => <span {...verbatim}>{name}</span>,
            },
            {
              label: t('reviews.reviewers.acts'),
              quiet: true,
              cell: ({ personId, name }) => (
                <ActionForm
                  action={address}
                  idempotencyKey={keyFor(form, personId)}
                  fields={{ personId }}
                  label={t('reviews.reviewers.appointLabel', { name })}
                >
                  {t('reviews.reviewers.appointButton')}
                </ActionForm>
              ),
            },
          ]}
        />
      ) : (
        search !== '' && (
          <EmptyState title={t('reviews.reviewers.nobody')} icon="people">
            {t('reviews.reviewers.nobodyHelp')}
          </EmptyState>
        )
      )}
    </PortalLayout>
  )
}
