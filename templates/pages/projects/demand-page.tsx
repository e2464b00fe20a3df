import type { ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { MoneyField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { AddendumFields } from './project-fields.tsx'
import { Deadline } from './project-words.tsx'

export interface DemandModel {
  project: ProjectReply
  /** Where the rule of the project would move the deadline to; null where it leaves it. */
  movesTo: Date | null
  form: FormState
}

export function DemandPage({ project, movesTo, form }: DemandModel) {
  const t = useText()
  const { id, slug, currency, status, timeZone } = project
  const title = t('projects.demand.new')
  const back = `/projects/${slug}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[
            { label: t('projects.list.title'), href: '/managed-projects' },
            { label: project.title, href: back },
          ]}
        />
      }
    >
      <Form action={`/managed-projects/${id}/demands/new`} state={form}>
        <RadioGroup
          name="kind"
          label={t('projects.demand.kind')}
          options={(['licence', 'certification', 'bond', 'insurance'] as const).map((value) => ({
            value,
            label: t(`projects.demandKinds.${value}`),
          }))}
        />
        <TextField
          name="title"
          label={t('projects.demand.name')}
          help={t('projects.demand.nameHelp')}
          maxlength={200}
        />
        <TextField
          name="jurisdiction"
          label={t('projects.demand.jurisdiction')}
          maxlength={120}
          width="medium"
          optional
        />
        {currency !== null && (
          <>
            <HiddenField name="currency" value={currency} />
            <MoneyField
              name="amount"
              currency={currency}
              label={t('projects.demand.amount')}
              help={t('projects.demand.amountHelp')}
              optional
            />
          </>
        )}
        <CheckboxField name="isGate" label={t('projects.demand.gate')} help={t('projects.demand.gateHelp')} />
        {status !== 'draft' && (
          <AddendumFields movesTo={movesTo && <Deadline deadline={movesTo} timeZone={timeZone} />} />
        )}
        <FormActions>
          <SubmitButton>{t('projects.demand.add')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
