import type { MyAssociations } from '../../../src/modules/identity/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

/** For who is somebody in several: from one to the other. */
export function MyAssociationsPage({ items }: MyAssociations) {
  const t = useText()
  const title = t('identity.associations.title')
  return (
    <PortalLayout title={title} header={<PageHeader title={title} lead={t('identity.associations.lead')} />}>
      {items.length === 0 && (
        <EmptyState title={t('identity.associations.none')} icon="units">
          {t('identity.associations.noneHelp')}
        </EmptyState>
      )}
      <CardGrid>
        {items.map(({ id, name, isHere, host, href }) => (
          <Card
            key={id}
            title={name}
            badge={isHere ? <Badge tone="info">{t('identity.associations.here')}</Badge> : undefined}
            footer={
              isHere ? undefined : (
                <LinkButton href={href} label={t('identity.associations.openLabel', { name })}>
                  {t('identity.associations.open')}
                </LinkButton>
              )
            }
          >
            {isHere
              ? t('identity.associations.isHere')
              : host === null
                ? t('identity.associations.isChosen')
                : t('identity.associations.isThere', { host })}
          </Card>
        ))}
      </CardGrid>
    </PortalLayout>
  )
}
