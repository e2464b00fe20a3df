import type { RunReply, SourceReply } from '../../../src/modules/sources/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SourceModel {
  source: SourceReply
  form: FormState
}

export function SourcePage({ source, form }: SourceModel) {
  const t = useText()
  const { id, name, kind, address, unit, everyHours, nextRunAt, runs, publishes } = source
  const here = `/project-sources/${id}`
  return (
    <PortalLayout
      title={name}
      header={
        <PageHeader
          title={name}
          breadcrumbs={[{ label: t('sources.title'), href: '/project-sources' }]}
          actions={<LinkButton href={`${here}/edit`}>{t('sources.edit')}</LinkButton>}
        />
      }
    >
      <DescriptionList
        items={[
          { label: t('sources.kind'), value: t(`sources.kinds.${kind}`) },
          { label: t('sources.address'), value: <span {...verbatim}>{address}</span> },
          { label: t('sources.unit'), value: <span {...verbatim}>{unit.name}</span> },
          {
            label: t('sources.comesAs'),
            value: t(publishes ? 'sources.asPublished' : 'sources.asDrafts'),
          },
          {
            label: t('sources.everyHours'),
            value: everyHours === null ? t('sources.onlyAsked') : t('sources.every', { hours: everyHours }),
          },
          ...(nextRunAt
            ? [{ label: t('sources.nextRun'), value: <Time value={nextRunAt} shown="dateTime" /> }]
            : []),
        ]}
      />
      <ButtonGroup>
        <ActionForm action={`${here}/run`} idempotencyKey={keyFor(form, 'run')} variant="primary">
          {t('sources.run')}
        </ActionForm>
      </ButtonGroup>
      <Form action={`${here}/preview`} state={form}>
        <FormActions>
          <SubmitButton variant="secondary">{t('sources.preview')}</SubmitButton>
        </FormActions>
      </Form>
      <Section title={t('sources.runs')} id="runs">
        <Table
          caption={t('sources.runs')}
          rows={runs}
          rowKey={(run) => run.id}
          empty={<p>{t('sources.noRuns')}</p>}
          columns={[
            {
              label: t('sources.startedAt'),
              heading: true,
              cell: ({ startedAt }) => <Time value={startedAt} shown="dateTime" />,
            },
            { label: t('sources.state'), cell: (run) => <State run={run} /> },
            { label: t('sources.counts.added'), numeric: true, cell: ({ added }) => added },
            { label: t('sources.counts.changed'), numeric: true, cell: ({ changed }) => changed },
            { label: t('sources.counts.same'), numeric: true, cell: ({ same }) => same },
            { label: t('sources.counts.vanished'), numeric: true, cell: ({ vanished }) => vanished },
            { label: t('sources.counts.failed'), numeric: true, cell: (run) => <Failed run={run} /> },
          ]}
        />
      </Section>
    </PortalLayout>
  )
}

function State({ run }: { run: RunReply }) {
  const t = useText()
  if (run.endedAt === null) return <Badge tone="progress">{t('sources.going')}</Badge>
  return run.errorText === null ? (
    <Badge tone="success">{t('sources.done')}</Badge>
  ) : (
    <>
      <Badge tone="danger">{t('sources.failed')}</Badge> {run.errorText}
    </>
  )
}

function Failed({ run: { failed, faults } }: { run: RunReply }) {
  if (faults.length === 0) return <>{failed}</>
  return (
    <Disclosure summary={String(failed)}>
      <Faults faults={faults} />
    </Disclosure>
  )
}

export function Faults({ faults }: Pick<RunReply, 'faults'>) {
  return (
    <ul {...verbatim}>
      {faults.map(({ record, reason }) => (
        <li key={record}>
          {record}: {reason}
        </li>
      ))}
    </ul>
  )
}
