import type {
  SettingList,
  UnitBoundary,
  UnitChangeReply,
  UnitDetail,
} from '../../../src/modules/units/contract.ts'
import type { Translate } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { type Fact, Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { Outline } from '../../components/outline.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { SettingText } from './setting-text.tsx'
import { UnitHistory } from './unit-history.tsx'

export interface UnitModel {
  unit: UnitDetail
  /** What became of it, the newest first, as far as the reader may know. */
  history: readonly UnitChangeReply[]
  /** Null where it has none. */
  outline: UnitBoundary | null
  /** What is set at it or above it, for those who come here. */
  settings: SettingList['items']
  /** Pages of other rooms about it. */
  links: ReadonlyArray<{ label: string; href: string }>
  idempotencyKey: string
}

/** The page of the room membership; its link is there for those who may ask. */
function askToJoin(unitId: string): string {
  return `/units/${unitId}/ask-to-join`
}

export function UnitPage({ unit, history, outline, settings, links, idempotencyKey }: UnitModel) {
  const t = useText()
  const { abilities } = unit
  const asks =
    unit.status === 'open' &&
    unit.joinedAt === null &&
    unit.joining === 'request' &&
    links.some(({ href }) => href === askToJoin(unit.id))
  return (
    <PortalLayout
      title={unit.name}
      header={
        <PageHeader
          title={unit.name}
          badge={
            <Badge tone={unit.status === 'open' ? 'success' : 'neutral'}>
              {t(`units.statuses.${unit.status}`)}
            </Badge>
          }
          breadcrumbs={unit.ancestors.map(({ id, name }) => ({ label: name, href: `/units/${id}` }))}
          actions={
            abilities.join ? (
              <ActionForm
                action={`/units/${unit.id}/join`}
                idempotencyKey={idempotencyKey}
                variant="primary"
                label={t('units.join.label', { name: unit.name })}
              >
                {t('units.join.button')}
              </ActionForm>
            ) : asks ? (
              <LinkButton
                href={askToJoin(unit.id)}
                variant="primary"
                label={t('units.askToJoin.label', { name: unit.name })}
              >
                {t('units.askToJoin.button')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <Facts items={factsOf(unit, t)} />
      {unit.status === 'closed' && <Notice kind="info">{t('units.closedNotice')}</Notice>}
      {unit.status === 'open' && unit.joinedAt === null && unit.joining !== 'open' && (
        <Notice kind="info">{t(`units.joiningNotice.${unit.joining}`)}</Notice>
      )}
      {unit.status === 'open' && unit.asked.length > 0 && (
        <Notice kind="info">
          <p>{t('units.asked', { what: unit.asked.join(', ') })}</p>
          {unit.missing !== null && <p>{t('units.missing', { what: unit.missing })}</p>}
        </Notice>
      )}
      {unit.description && <Paragraphs text={unit.description} />}
      {(unit.children.length > 0 || abilities.addBelow) && (
        <Section
          title={t('units.below.title')}
          id="below"
          action={abilities.addBelow && unit.children.length > 0 ? <AddBelow unit={unit} /> : undefined}
        >
          <Table
            caption={t('units.below.title')}
            rows={unit.children}
            rowKey={({ id }) => id}
            columns={[
              {
                label: t('units.name'),
                heading: true,
                cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
              },
              { label: t('units.kind'), cell: ({ kindName }) => kindName },
              { label: t('units.people'), numeric: true, cell: ({ people }) => <Count value={people} /> },
              {
                label: t('units.state'),
                cell: ({ status }) => (
                  <Badge tone={status === 'open' ? 'success' : 'neutral'}>
                    {t(`units.statuses.${status}`)}
                  </Badge>
                ),
              },
            ]}
            empty={
              <EmptyState title={t('units.below.none')} icon="units" action={<AddBelow unit={unit} />}>
                {t('units.below.noneHelp')}
              </EmptyState>
            }
          />
        </Section>
      )}
      {settings.some(({ value }) => value !== null) && (
        <Section title={t('units.settings.contact')} id="contact">
          <DescriptionList
            items={settings
              .filter(({ value }) => value !== null)
              .map((setting) => ({
                label: t(`units.settings.names.${setting.name}`),
                value: <SettingText setting={setting} />,
              }))}
          />
        </Section>
      )}
      {outline && (
        <Section title={t('units.boundary.where')} id="where">
          <Outline
            label={t('units.boundary.picture', { name: unit.name })}
            ring={outline.boundary?.coordinates[0] ?? null}
            centre={outline.centre}
          />
          {outline.centre && (
            <p>
              {t('units.boundary.middle', {
                place: `${outline.centre.latitude}, ${outline.centre.longitude}`,
              })}
            </p>
          )}
        </Section>
      )}
      <UnitActions unit={unit} links={links} idempotencyKey={idempotencyKey} />
      {history.length > 0 && (
        <Section title={t('units.history.title')} id="history">
          <UnitHistory items={history} />
        </Section>
      )}
    </PortalLayout>
  )
}

function factsOf(unit: UnitDetail, t: Translate): Fact[] {
  return [
    { label: t('units.kind'), value: unit.kindName },
    ...(unit.code === null
      ? []
      : [{ label: t('units.code'), value: <span {...verbatim}>{unit.code}</span> }]),
    {
      label: t('units.members'),
      value: <Count value={unit.memberCount} />,
      ...(unit.peopleCount === unit.memberCount
        ? {}
        : { note: t('units.withBelow', { count: unit.peopleCount }) }),
    },
    ...(unit.leader === null
      ? []
      : [
          {
            label: t('units.leader.label'),
            value: <a href={`/people/${unit.leader.personId}`}>{unit.leader.name}</a>,
          },
        ]),
    unit.joinedAt
      ? { label: t('units.yourPlace'), value: <Time value={unit.joinedAt} shown="date" /> }
      : { label: t('units.you'), value: t('units.notMember') },
  ]
}

function Count({ value }: { value: number }) {
  const { locale } = useView()
  return <>{new Intl.NumberFormat(locale).format(value)}</>
}

function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  )
}

function AddBelow({ unit }: { unit: UnitDetail }) {
  const t = useText()
  return (
    <LinkButton href={`/units/${unit.id}/new`} icon="plus">
      {t('units.new.button')}
    </LinkButton>
  )
}

/** Each says beforehand what it does: without scripts there is no other question. */
function UnitActions({ unit, links, idempotencyKey }: Pick<UnitModel, 'unit' | 'links' | 'idempotencyKey'>) {
  const t = useText()
  const { id, name, abilities } = unit
  const actions: Description[] = []
  if (abilities.change) {
    actions.push({
      label: t('units.edit.label'),
      value: t('units.edit.help'),
      action: <LinkButton href={`/units/${id}/edit`}>{t('units.edit.change')}</LinkButton>,
    })
    actions.push({
      label: t('units.leader.label'),
      value: unit.leader?.name ?? t('units.leader.nobody'),
      action: <LinkButton href={`/units/${id}/leader`}>{t('units.leader.choose')}</LinkButton>,
    })
  }
  if (abilities.change)
    actions.push({
      label: t('units.boundary.label'),
      value: t('units.boundary.what'),
      action: <LinkButton href={`/units/${id}/boundary`}>{t('units.boundary.choose')}</LinkButton>,
    })
  if (abilities.change)
    actions.push({
      label: t('units.settings.label'),
      value: t('units.settings.what'),
      action: <LinkButton href={`/units/${id}/settings`}>{t('units.settings.choose')}</LinkButton>,
    })
  if (abilities.move)
    actions.push({
      label: t('units.move.label'),
      value: t('units.move.help'),
      action: <LinkButton href={`/units/${id}/move`}>{t('units.move.choose')}</LinkButton>,
    })
  if (abilities.merge)
    actions.push({
      label: t('units.merge.label'),
      value: t('units.merge.help'),
      action: <LinkButton href={`/units/${id}/merge`}>{t('units.merge.choose')}</LinkButton>,
    })
  if (abilities.export)
    actions.push({
      label: t('units.export.label'),
      value: t('units.export.help'),
      action: (
        <ActionForm action={`/units/${id}/export`} idempotencyKey={idempotencyKey}>
          {t('units.export.button')}
        </ActionForm>
      ),
    })
  const transfer = `/units/${id}/transfer`
  if (unit.status === 'open' && unit.joinedAt === null && links.some(({ href }) => href === transfer))
    actions.push({
      label: t('units.transfer.link'),
      value: t('units.transfer.help'),
      action: <LinkButton href={transfer}>{t('units.transfer.button')}</LinkButton>,
    })
  if (abilities.leave)
    actions.push({
      label: t('units.leave.label'),
      value: t('units.leave.help'),
      action: (
        <ActionForm
          action={`/units/${id}/leave`}
          idempotencyKey={idempotencyKey}
          confirm={t('units.leave.confirm', { name })}
        >
          {t('units.leave.button')}
        </ActionForm>
      ),
    })
  if (abilities.close)
    actions.push({
      label: t('units.close.label'),
      value: t('units.close.help'),
      action: (
        <ActionForm
          action={`/units/${id}/close`}
          idempotencyKey={idempotencyKey}
          variant="danger"
          confirm={t('units.close.confirm', { name })}
        >
          {t('units.close.button')}
        </ActionForm>
      ),
    })
  if (abilities.reopen)
    actions.push({
      label: t('units.reopen.label'),
      value: t('units.reopen.help'),
      action: (
        <ActionForm action={`/units/${id}/reopen`} idempotencyKey={idempotencyKey}>
          {t('units.reopen.button')}
        </ActionForm>
      ),
    })
  const others = links.filter(({ href }) => href !== transfer && href !== askToJoin(id))
  if (others.length > 0)
    actions.push({
      label: t('units.more'),
      value: (
        <ul class="plain-list">
          {others.map(({ label, href }) => (
            <li key={href}>
              <a href={href}>{t(label)}</a>
            </li>
          ))}
        </ul>
      ),
    })
  if (actions.length === 0) return null
  return (
    <Section title={t('units.actions.title')} id="actions">
      <DescriptionList items={actions} />
    </Section>
  )
}
