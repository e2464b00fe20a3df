import type { AddendumReply, ProjectReply } from '../../../src/modules/projects/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import { markdownToHtml } from '../../../src/platform/presentation/markdown.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { Area } from '../../components/area.tsx'
import { Badge } from '../../components/badge.tsx'
import { Card } from '../../components/card.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Day, Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'
import { Deadline } from './project-words.tsx'

type Change = AddendumReply['changes'][number]
type FieldChange = Extract<Change, { of: 'field' }>

export interface AddendaModel {
  project: ProjectReply
  addenda: readonly AddendumReply[]
  /** Categories by their ids, in the reader's language. */
  categoryNames: Readonly<Record<string, string>>
}

/** What was changed of a project since others find it, in the order in which it was issued. */
export function Addenda({ project, addenda, categoryNames }: AddendaModel) {
  const t = useText()
  return (
    <Section title={t('projects.addenda.title')} id="addenda">
      {addenda.map(({ id, number, text, isMaterial, changes, issuedAt, issuedBy, extendedUntil }) => (
        <Card
          key={id}
          level={3}
          title={t('projects.addenda.one', { number })}
          badge={isMaterial ? <Badge tone="warning">{t('projects.addenda.material')}</Badge> : undefined}
          footer={
            <>
              <Time value={issuedAt} shown="dateTime" />
              {issuedBy && (
                <>
                  {' · '}
                  <span {...verbatim}>{issuedBy.name}</span>
                </>
              )}
            </>
          }
        >
          {/* markdownToHtml lets nothing through that could act. */}
          <div class="rich-text" {...verbatim} dangerouslySetInnerHTML={{ __html: markdownToHtml(text) }} />
          {extendedUntil && (
            <p>
              {t('projects.addenda.extended')}{' '}
              <strong>
                <Deadline deadline={extendedUntil} timeZone={project.timeZone} />
              </strong>
            </p>
          )}
          {changes.length > 0 && (
            <Changes changes={changes} project={project} categoryNames={categoryNames} number={number} />
          )}
        </Card>
      ))}
    </Section>
  )
}

interface ChangesProps extends Omit<AddendaModel, 'addenda'> {
  changes: Change[]
  number: number
}

function Changes({ changes, number, ...told }: ChangesProps) {
  const t = useText()
  return (
    <Table
      caption={t('projects.addenda.changesOf', { number })}
      rows={changes.map((change, index) => ({ change, index }))}
      rowKey={({ index }) => index}
      columns={[
        {
          label: t('projects.addenda.field'),
          heading: true,
          cell: ({ change }) =>
            t(change.of === 'field' ? wordsOf(change) : `projects.addenda.of.${change.of}`),
        },
        {
          label: t('projects.addenda.before'),
          cell: ({ change }) => <Value change={change} side="before" {...told} />,
        },
        {
          label: t('projects.addenda.after'),
          cell: ({ change }) => <Value change={change} side="after" {...told} />,
        },
      ]}
    />
  )
}

function wordsOf({ field }: FieldChange): string {
  return field === 'categoryId' ? 'projects.category' : `projects.${field}`
}

interface ValueProps extends Omit<AddendaModel, 'addenda'> {
  change: Change
  side: 'before' | 'after'
}

function Value({ change, side, project, categoryNames }: ValueProps) {
  const t = useText()
  const { locale } = useView()
  const { currency, timeZone } = project
  const value = change[side]
  if (value === null || (Array.isArray(value) && value.length === 0)) return <>–</>
  if (change.of === 'demand') {
    const demand = change[side]
    return <span {...verbatim}>{[demand?.title, demand?.jurisdiction].filter(Boolean).join(', ')}</span>
  }
  if (change.of === 'file')
    return <span {...verbatim}>{change[side]?.name ?? t('projects.files.nameless')}</span>
  if (change.of === 'area') {
    const area = change[side]
    return area ? <Area area={area} country={project.country} /> : <>–</>
  }
  if (change.of === 'criterion') {
    const criterion = change[side]
    return (
      <>
        <span {...verbatim}>{criterion?.name}</span>
        {criterion &&
          ` · ${t('projects.addenda.criterion', { weight: criterion.weight, mostPoints: criterion.mostPoints })}`}
        {criterion?.guidance && <p {...verbatim}>{criterion.guidance}</p>}
      </>
    )
  }
  const said = change[side]
  if (typeof said === 'number')
    return <>{amounts.includes(change.field) && currency ? formatMoney(said, currency, locale) : said}</>
  if (Array.isArray(said) && change.field === 'applicantVerified')
    return <>{said.map((kind) => t(`membership.verified.${kind}`)).join(' · ')}</>
  if (Array.isArray(said)) return <span {...verbatim}>{said.join(' · ')}</span>
  const text = said ?? ''
  switch (change.field) {
    case 'deadline':
      return <Deadline deadline={new Date(text)} timeZone={timeZone} />
    case 'startsOn':
    case 'endsOn':
      return <Day value={text} />
    case 'categoryId':
      return <span {...verbatim}>{categoryNames[text] ?? '–'}</span>
    case 'country':
      return <>{countryName(text, locale)}</>
    case 'priority':
      return <>{t(`projects.priorities.${text}`)}</>
    case 'visibility':
      return <>{t(`projects.visibilities.${text}`)}</>
    case 'openTo':
      return <>{t(`projects.openTos.${text}`)}</>
    case 'description':
      return (
        <Disclosure summary={t('projects.addenda.wholeText')}>
          <div class="rich-text" {...verbatim} dangerouslySetInnerHTML={{ __html: markdownToHtml(text) }} />
        </Disclosure>
      )
    default:
      return <span {...verbatim}>{text}</span>
  }
}

const amounts: readonly string[] = ['budgetFrom', 'budgetUntil', 'estimate']
