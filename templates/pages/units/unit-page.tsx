import type { UnitDetail } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Facts } from '../../components/facts.tsx'
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
          { label: t('units.members'), value: t('units.memberCount', { count: unit.memberCount }) },
          {
            label: t('units.yourPlace'),
            value: unit.joinedAt ? <Time value={unit.joinedAt} shown="date" /> : t('units.notMember'),
          },
        ]}
      />
      <Section
        title={t('units.below.title')}
        action={
          abilities.addBelow ? (
            <LinkButton href={`/units/${unit.id}/new`} variant="secondary">
              {t('units.new.button')}
            </LinkButton>
          ) : undefined
        }
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
          empty={<EmptyState title={t('units.below.none')}>{t('units.below.noneHelp')}</EmptyState>}
        />
      </Section>
      {(abilities.rename || abilities.close || abilities.leave) && (
        <Section title={t('units.actions.title')}>
          <ButtonGroup>
            {abilities.rename && (
              <LinkButton href={`/units/${unit.id}/rename`} variant="secondary">
                {t('units.rename.button')}
              </LinkButton>
            )}
            {abilities.leave && (
              <ActionForm
                action={`/units/${unit.id}/leave`}
                idempotencyKey={idempotencyKey}
                confirm={t('units.leave.confirm', { name: unit.name })}
              >
                {t('units.leave.button')}
              </ActionForm>
            )}
            {abilities.close && (
              <ActionForm
                action={`/units/${unit.id}/close`}
                idempotencyKey={idempotencyKey}
                variant="danger"
                confirm={t('units.close.confirm', { name: unit.name })}
              >
                {t('units.close.button')}
              </ActionForm>
            )}
          </ButtonGroup>
        </Section>
      )}
    </PortalLayout>
  )
}
