import type { Foundings } from '../../../src/modules/tenants/contract.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { FoundingBadge, FoundingFacts } from './founding-facts.tsx'

/** Those that wait stand first. */
export function FoundingsPage({ items, idempotencyKey }: Foundings & { idempotencyKey: string }) {
  const t = useText()
  return (
    <PortalLayout
      title={t('tenants.foundings.title')}
      header={<PageHeader title={t('tenants.foundings.title')} lead={t('tenants.foundings.lead')} />}
    >
      {items.length === 0 && (
        <EmptyState title={t('tenants.foundings.none')} icon="mail">
          {t('tenants.foundings.noneHelp')}
        </EmptyState>
      )}
      <CardGrid>
        {items.map((founding) => {
          const at = `/platform/foundings/${founding.id}`
          const { name } = founding
          return (
            <Card
              key={founding.id}
              title={name}
              badge={<FoundingBadge state={founding.state} />}
              footer={
                founding.state === 'asked' ? (
                  <ButtonGroup>
                    <ActionForm
                      action={`${at}/approve`}
                      idempotencyKey={keyFor({ idempotencyKey }, founding.id)}
                      label={t('tenants.foundings.approveOf', { name })}
                    >
                      {t('tenants.foundings.approve')}
                    </ActionForm>
                    <LinkButton
                      href={`${at}/decline`}
                      variant="quiet"
                      label={t('tenants.foundings.declineOf', { name })}
                    >
                      {t('tenants.foundings.decline')}
                    </LinkButton>
                  </ButtonGroup>
                ) : undefined
              }
            >
              <FoundingFacts
                founding={founding}
                founder={[founding.founderName, founding.founder].filter(Boolean).join(' · ')}
              />
            </Card>
          )
        })}
      </CardGrid>
    </PortalLayout>
  )
}
