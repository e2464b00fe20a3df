import type { MyUnit, Proposals, TransferReply, UnitHistory } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { PlacesOfBefore } from './places-of-before.tsx'

export interface MyUnitsModel {
  items: MyUnit[]
  /** Units in whose boundaries the reader lives. */
  proposed: Proposals['items']
  transfers: TransferReply[]
  history: UnitHistory
  idempotencyKey: string
}

export function MyUnitsPage({ items, proposed, transfers, history, idempotencyKey }: MyUnitsModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('units.mine.title')}
      header={
        <PageHeader
          title={t('units.mine.title')}
          actions={<LinkButton href="/units">{t('units.mine.find')}</LinkButton>}
        />
      }
    >
      <Table
        caption={t('units.mine.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('units.name'),
            heading: true,
            cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
          },
          { label: t('units.within'), cell: ({ ancestors }) => ancestors.join(' › ') || '–' },
          { label: t('units.kind'), cell: ({ kindName }) => kindName },
          { label: t('units.joined'), cell: ({ joinedAt }) => <Time value={joinedAt} shown="date" /> },
          {
            label: t('units.state'),
            quiet: true,
            cell: ({ id, name, isPrimary }) =>
              isPrimary ? (
                <Badge tone="info">{t('units.primary')}</Badge>
              ) : (
                <ActionForm
                  action="/my-units/primary"
                  fields={{ unitId: id }}
                  idempotencyKey={keyFor({ idempotencyKey }, id)}
                  label={t('units.makePrimaryLabel', { name })}
                  variant="quiet"
                >
                  {t('units.makePrimary')}
                </ActionForm>
              ),
          },
        ]}
        empty={
          <EmptyState
            title={t('units.mine.none')}
            icon="units"
            action={<LinkButton href="/units">{t('units.mine.find')}</LinkButton>}
          >
            {t('units.mine.noneHelp')}
          </EmptyState>
        }
      />
      {proposed.length > 0 && (
        <Section title={t('units.proposed.title')} id="proposed" description={t('units.proposed.help')}>
          <DescriptionList
            items={proposed.map(({ id, name, within, joining }) => ({
              label: name,
              value: within.join(' › '),
              action: (
                <LinkButton href={`/units/${id}`}>
                  {t(joining === 'open' ? 'units.proposed.join' : 'units.proposed.see', { name })}
                </LinkButton>
              ),
            }))}
          />
        </Section>
      )}
      {transfers.length > 0 && (
        <Section title={t('units.transfer.mine')} id="transfers">
          <DescriptionList
            items={transfers.map(({ id, from, to, state, reason, answer, requestedBy }) => ({
              label: t('units.transfers.way', { from: from.name, to: to.name }),
              value: (
                <>
                  {[
                    t(`units.transfers.states.${state}`),
                    requestedBy && t('units.transfers.begunBy', { name: requestedBy.name }),
                    answer,
                  ]
                    .filter(Boolean)
                    .join(' – ')}
                  {reason && <p>{t('units.transfers.why', { reason })}</p>}
                </>
              ),
              action:
                state === 'requested' ? (
                  <ActionForm
                    action={`/my-units/transfers/${id}/withdraw`}
                    idempotencyKey={keyFor({ idempotencyKey }, id)}
                    variant="quiet"
                  >
                    {t('units.transfer.withdraw')}
                  </ActionForm>
                ) : undefined,
            }))}
          />
        </Section>
      )}
      <PlacesOfBefore history={history} />
    </PortalLayout>
  )
}
