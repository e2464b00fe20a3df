import type { ComponentChildren } from 'preact'
import type { Entry, PersonalValues } from '../../../src/modules/audit/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface EntryModel {
  entry: Entry
  values: PersonalValues | null
  idempotencyKey: string
}

export function EntryPage({ entry, values, idempotencyKey }: EntryModel) {
  const t = useText()
  const hides = entry.changes.some(({ personal }) => personal.length > 0)
  return (
    <PortalLayout
      title={entry.act}
      header={
        <PageHeader
          title={entry.act}
          badge={
            <Badge tone={entry.outcome === 'done' ? 'success' : 'danger'}>
              {t(`audit.outcomes.${entry.outcome}`)}
            </Badge>
          }
          lead={<Time value={entry.occurredAt} />}
          breadcrumbs={[{ label: t('audit.title'), href: '/audit' }]}
          actions={
            entry.abilities.reveal && !values ? (
              <ActionForm action={`/audit/${entry.id}/reveal`} idempotencyKey={idempotencyKey}>
                {t('audit.reveal')}
              </ActionForm>
            ) : undefined
          }
        />
      }
    >
      {values && <Notice kind="info">{t('audit.revealed')}</Notice>}
      {entry.suppressed > 0 && (
        <Notice kind="warning">{t('audit.suppressedBefore', { count: entry.suppressed })}</Notice>
      )}
      <Section title={t('audit.who')} id="who">
        <DescriptionList items={whoDidIt(entry, values, t)} />
      </Section>
      {entry.changes.map((change, index) => (
        <Section key={index} title={t('audit.change', { type: change.type })} id={`change-${index + 1}`}>
          <p {...verbatim}>{change.id}</p>
          <ChangedFields change={change} values={values?.changes[index] ?? null} />
        </Section>
      ))}
      {hides && !values && <p>{t('audit.hides')}</p>}
      <Section title={t('audit.chain')} id="chain">
        <DescriptionList
          items={[
            {
              label: t('audit.position'),
              value: entry.link ? entry.link.position : t('audit.notLinked'),
            },
            { label: t('audit.hash'), value: <code>{entry.hash}</code> },
            ...(entry.link ? [{ label: t('audit.linkHash'), value: <code>{entry.link.hash}</code> }] : []),
          ]}
        />
      </Section>
    </PortalLayout>
  )
}

function whoDidIt(entry: Entry, values: PersonalValues | null, t: ReturnType<typeof useText>): Description[] {
  const known: Array<[key: string, value: ComponentChildren]> = [
    [
      'audit.operation',
      // All entries of the same: the code finds them whatever the language.
      <a href={`/audit?${new URLSearchParams({ search: entry.operation })}`}>
        <code {...verbatim}>{entry.operation}</code>
      </a>,
    ],
    ['audit.person', entry.personName],
    [
      'audit.about',
      entry.about.length > 0 &&
        entry.about.map(({ id, name }, index) => (
          <>
            {index > 0 && ', '}
            <a href={`/people/${id}`}>{name}</a>
          </>
        )),
    ],
    ['audit.actorKind', t(`audit.actorKinds.${entry.actorKind}`)],
    ['audit.systemReason', entry.systemReason],
    [
      'audit.onBehalfOf',
      // All that was done on behalf of them.
      entry.onBehalfOfId === null ? (
        entry.onBehalfOf
      ) : (
        <a href={`/audit?${new URLSearchParams({ onBehalfOf: entry.onBehalfOfId })}`}>
          {entry.onBehalfOfName}
        </a>
      ),
    ],
    ['audit.role', entry.roleName],
    ['audit.grant', entry.grantId],
    ['audit.reason', entry.reasonText],
    ['audit.reasonCode', entry.reason && <code {...verbatim}>{entry.reason}</code>],
    ['audit.severity', t(`audit.severities.${entry.severity}`)],
    ['audit.category', t(`audit.categories.${entry.category}`)],
    ['audit.compliance', t(entry.compliance ? 'audit.yes' : 'audit.no')],
    ['audit.ipAddress', values?.origin?.ipAddress],
    ['audit.userAgent', values?.origin?.userAgent],
    ['audit.session', entry.sessionId],
    ['audit.token', entry.tokenName ?? entry.tokenId],
    ['audit.request', entry.requestId],
  ]
  return known.flatMap(([key, value]) => (value ? [{ label: t(key), value }] : []))
}

interface FieldRow {
  name: string
  before: string
  after: string
}

function ChangedFields({
  change,
  values,
}: {
  change: Entry['changes'][number]
  values: PersonalValues['changes'][number]
}) {
  const t = useText()
  const before = { ...change.before, ...values?.before }
  const after = { ...change.after, ...values?.after }
  const open = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const closed = [...change.personal, ...change.hidden].filter((name) => !open.includes(name))
  const rows: FieldRow[] = [
    ...open.map((name) => ({ name, before: told(before[name]), after: told(after[name]) })),
    ...closed.map((name) => ({ name, before: t('audit.hidden'), after: t('audit.hidden') })),
  ]
  if (rows.length === 0) return null
  return (
    <Table
      caption={t('audit.fields')}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { label: t('audit.field'), heading: true, cell: ({ name }) => <span {...verbatim}>{name}</span> },
        { label: t('audit.before'), cell: (row) => <Told value={row.before} /> },
        { label: t('audit.after'), cell: (row) => <Told value={row.after} /> },
      ]}
    />
  )
}

/** A moment as the reader tells it; programs read it as it is kept. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

function Told({ value }: { value: string }) {
  return moment.test(value) ? <Time value={new Date(value)} /> : <>{value}</>
}

function told(value: unknown): string {
  if (value === undefined || value === null) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
