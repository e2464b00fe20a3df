import type { PersonProposals, UnitHistory } from '../../../src/modules/units/contract.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { PlacesOfBefore } from './places-of-before.tsx'

export interface PersonUnitsModel {
  person: PersonProposals
  history: UnitHistory
  idempotencyKey: string
}

export function PersonUnitsPage({ person, history, idempotencyKey }: PersonUnitsModel) {
  const t = useText()
  const title = t('units.person.title', { name: person.name })
  const address = `/people/${person.personId}`
  return (
    <PortalLayout
      title={title}
      header={<PageHeader title={title} breadcrumbs={[{ label: person.name, href: address }]} />}
    >
      <Section title={t('units.person.belongs')} id="units">
        <DescriptionList
          items={person.units.map(({ id, name, isPrimary }) => ({
            label: isPrimary ? t('units.primary') : t('units.person.unit'),
            value: <a href={`/units/${id}`}>{name}</a>,
            action: isPrimary ? undefined : (
              <ActionForm
                action={`${address}/primary-unit`}
                fields={{ unitId: id }}
                idempotencyKey={keyFor({ idempotencyKey }, id)}
                label={t('units.makePrimaryLabel', { name })}
                variant="quiet"
              >
                {t('units.makePrimary')}
              </ActionForm>
            ),
          }))}
        />
        <LinkButton href={`${address}/transfer`}>{t('units.beginTransfer.link')}</LinkButton>
      </Section>
      <Section title={t('units.person.proposed')} id="proposed">
        {person.items.length === 0 ? (
          <EmptyState title={t('units.person.none')} icon="place">
            {t(person.isLocated ? 'units.person.noneHelp' : 'units.person.nowhere')}
          </EmptyState>
        ) : (
          <DescriptionList
            items={person.items.map(({ id, name, within }) => ({
              label: t('units.person.livesIn', { name }),
              value: <a href={`/units/${id}`}>{[...within, name].join(' › ')}</a>,
              action: (
                <ActionForm
                  action={`${address}/units/${id}/add`}
                  idempotencyKey={keyFor({ idempotencyKey }, id)}
                  label={t('units.person.addLabel', { name })}
                >
                  {t('units.person.add')}
                </ActionForm>
              ),
            }))}
          />
        )}
      </Section>
      <PlacesOfBefore history={history} />
    </PortalLayout>
  )
}
