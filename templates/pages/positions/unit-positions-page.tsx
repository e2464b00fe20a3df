import type { TermReply, UnitPositions } from '../../../src/modules/positions/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { LinkButton } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { TermBadge, TermTable } from './term-table.tsx'

export function UnitPositionsPage({ unit, positions, coming, over, abilities }: UnitPositions) {
  const t = useText()
  const { locale } = useView()
  const title = t('positions.ofUnit.title', { unit: unit.name })
  const appointHref = (positionId?: string) =>
    `/units/${unit.id}/appoint${positionId ? `?position=${positionId}` : ''}`
  return (
    <PortalLayout
      title={title}
      width="full"
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: unit.name, href: `/units/${unit.id}` }]}
          actions={
            abilities.appoint && positions.length > 0 ? (
              <LinkButton href={appointHref()} variant="primary" icon="plus">
                {t('positions.appoint.button')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      {positions.length === 0 ? (
        <EmptyState title={t('positions.ofUnit.none')} icon="people">
          {t('positions.ofUnit.noneHelp')}
        </EmptyState>
      ) : (
        <CardGrid>
          {positions.map(({ position, holders, vacant }) => (
            <Card
              key={position.id}
              title={textIn(position.name, locale)}
              footer={
                abilities.appoint && vacant > 0 ? (
                  <LinkButton
                    href={appointHref(position.id)}
                    label={t('positions.appoint.to', { position: textIn(position.name, locale) })}
                  >
                    {t('positions.appoint.button')}
                  </LinkButton>
                ) : undefined
              }
            >
              {holders.map((term) => (
                <Holder key={term.id} term={term} />
              ))}
              {vacant > 0 && <p>{t('positions.ofUnit.vacant', { count: vacant })}</p>}
            </Card>
          ))}
        </CardGrid>
      )}
      {coming.length > 0 && (
        <Section title={t('positions.states.coming')} id="coming">
          <TermTable caption={t('positions.states.coming')} terms={coming} of="person" />
        </Section>
      )}
      {over.length > 0 && (
        <Section title={t('positions.history')} id="history">
          <TermTable caption={t('positions.history')} terms={over} of="person" />
        </Section>
      )}
    </PortalLayout>
  )
}

function Holder({ term }: { term: TermReply }) {
  const t = useText()
  return (
    <p>
      <a href={`/positions/terms/${term.id}`}>{term.person.name}</a>
      {term.rests && (
        <>
          {' '}
          <TermBadge term={term} />
        </>
      )}
      {term.endsAt && (
        <>
          {' · '}
          {t('positions.until')} <Time value={term.endsAt} shown="date" />
        </>
      )}
    </p>
  )
}
