import type { UnitDetail } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function UnitPage({ unit, idempotencyKey }: { unit: UnitDetail; idempotencyKey: string }) {
  const t = useText()
  const { abilities } = unit
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
            ) : undefined
          }
        />
      }
    >
      <Facts
        items={[
          { label: t('units.kind'), value: t(`units.kinds.${unit.kind}`) },
          { label: t('units.members'), value: unit.memberCount },
          unit.joinedAt
            ? { label: t('units.yourPlace'), value: <Time value={unit.joinedAt} shown="date" /> }
            : { label: t('units.you'), value: t('units.notMember') },
        ]}
      />
      {unit.status === 'closed' && <Notice kind="info">{t('units.closedNotice')}</Notice>}
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
              { label: t('units.kind'), cell: ({ kind }) => t(`units.kinds.${kind}`) },
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
      <UnitActions unit={unit} idempotencyKey={idempotencyKey} />
    </PortalLayout>
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
function UnitActions({ unit, idempotencyKey }: { unit: UnitDetail; idempotencyKey: string }) {
  const t = useText()
  const { id, name, abilities } = unit
  const actions: Description[] = []
  if (abilities.rename)
    actions.push({
      label: t('units.rename.label'),
      value: t('units.rename.help'),
      action: <LinkButton href={`/units/${id}/rename`}>{t('units.rename.button')}</LinkButton>,
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
  if (actions.length === 0) return null
  return (
    <Section title={t('units.actions.title')} id="actions">
      <DescriptionList items={actions} />
    </Section>
  )
}
