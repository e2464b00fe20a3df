import type { CriterionReply, ReviewedProject } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import type { Crumb } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

export function addressOf({ id }: Pick<ReviewedProject, 'id'>): string {
  return `/managed-projects/${id}/review`
}

/** The way to a page below the review of a project. */
export function useWay(project: ReviewedProject): Crumb[] {
  const t = useText()
  return [
    { label: project.title, href: `/projects/${project.slug}` },
    { label: t('reviews.title'), href: addressOf(project) },
  ]
}

/** What is sealed is neither given to reviewers nor decided about. */
export function WaitsForWitnesses({ project }: { project: ReviewedProject }) {
  const t = useText()
  return (
    <Notice kind="warning" title={t('reviews.weighed.sealed')}>
      <p>{t('reviews.weighed.sealedHelp')}</p>
      <p>
        <a href={`/managed-projects/${project.id}/sealing`}>{t('reviews.weighed.sealing')}</a>
      </p>
    </Notice>
  )
}

export function RubricTable({ criteria }: { criteria: readonly CriterionReply[] }) {
  const t = useText()
  const all = criteria.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <Table
      caption={t('reviews.rubric.title')}
      rows={criteria}
      rowKey={({ id }) => id}
      columns={[
        {
          label: t('reviews.rubric.name'),
          heading: true,
          cell: ({ name, guidance }) => (
            <>
              <span {...verbatim}>{name}</span>
              {guidance && (
                <p class="field-help" {...verbatim}>
                  {guidance}
                </p>
              )}
            </>
          ),
        },
        {
          label: t('reviews.rubric.counts'),
          numeric: true,
          narrow: true,
          cell: ({ weight }) => t('reviews.rubric.share', { share: weight / all }),
        },
        {
          label: t('reviews.rubric.mostPoints'),
          numeric: true,
          narrow: true,
          cell: ({ mostPoints }) => mostPoints,
        },
      ]}
    />
  )
}

/** Whoever stands too close says so here, and needs nobody's leave. */
export function StandApart({ action, form }: { action: string; form: FormState }) {
  const t = useText()
  return (
    <Disclosure summary={t('reviews.conflicts.declareTitle')}>
      <p>{t('reviews.conflicts.declareHelp')}</p>
      <Form action={action} state={{ ...form, idempotencyKey: keyFor(form, 'apart') }} id="apart">
        <TextArea name="reason" label={t('reviews.conflicts.reason')} rows={2} maxlength={1000} optional />
        <FormActions>
          <SubmitButton variant="danger">{t('reviews.conflicts.declare')}</SubmitButton>
        </FormActions>
      </Form>
    </Disclosure>
  )
}
