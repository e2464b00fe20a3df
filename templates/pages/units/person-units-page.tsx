import type { PersonProposals } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface PersonUnitsModel {
  person: PersonProposals
  idempotencyKey: string
}

export function PersonUnitsPage({ person, idempotencyKey }: PersonUnitsModel) {
  const t = useText()
  const title = t('units.person.title', { name: person.name })
  const address = `/people/${person.personId}`
  return (
    <PortalLayout
      title={title}
      header={<PageHeader title={title} breadcrumbs={[{ label: person.name, href: address }]} />}
    >
      <Section title={t('units.person.belongs')} id="units">
        <ul>
          {person.units.map(({ id, name, isPrimary }) => (
            <li key={id}>
              <a href={`/units/${id}`}>{name}</a>{' '}
              {isPrimary && <Badge tone="info">{t('units.primary')}</Badge>}
            </li>
          ))}
        </ul>
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
                  idempotencyKey={`${idempotencyKey}-${id}`.slice(0, 64)}
                  label={t('units.person.addLabel', { name })}
                >
                  {t('units.person.add')}
                </ActionForm>
              ),
            }))}
          />
        )}
      </Section>
    </PortalLayout>
  )
}
