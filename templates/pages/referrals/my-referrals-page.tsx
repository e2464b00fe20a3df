import type { MyReferrals } from '../../../src/modules/referrals/contract.ts'
import { ActionForm, ButtonGroup } from '../../components/button.tsx'
import { CodeBlock } from '../../components/code.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { BroughtTable } from './brought-table.tsx'

export interface MyReferralsModel {
  mine: MyReferrals
  idempotencyKey: string
}

/** The reader's own link, and who came by it. */
export function MyReferralsPage({ mine, idempotencyKey }: MyReferralsModel) {
  const t = useText()
  const title = t('referrals.mine')
  const { isOff, link, count, items } = mine
  const renew = (
    <ActionForm
      action="/my-referrals/new"
      idempotencyKey={keyFor({ idempotencyKey }, 'new')}
      variant={link === null ? 'primary' : 'secondary'}
      confirm={link === null ? undefined : t('referrals.renewHelp')}
    >
      {t(link === null ? 'referrals.make' : 'referrals.renew')}
    </ActionForm>
  )
  return (
    <PortalLayout title={title} header={<PageHeader title={title} lead={t('referrals.mineLead')} />}>
      {isOff && <Notice kind="info">{t('referrals.error.off')}</Notice>}
      {link !== null ? (
        <Section title={t('referrals.yourLink')} id="link" description={t('referrals.linkHelp')}>
          <CodeBlock>{link}</CodeBlock>
          <ButtonGroup>
            {!isOff && renew}
            <ActionForm
              action="/my-referrals/end"
              idempotencyKey={keyFor({ idempotencyKey }, 'end')}
              variant="quiet"
            >
              {t('referrals.end')}
            </ActionForm>
          </ButtonGroup>
        </Section>
      ) : (
        !isOff && (
          <EmptyState title={t('referrals.noLink')} icon="people" action={renew}>
            {t('referrals.noLinkHelp')}
          </EmptyState>
        )
      )}
      {count > 0 && (
        <Section
          title={t('referrals.brought', { count })}
          id="brought"
          description={t('referrals.broughtHelp')}
        >
          <BroughtTable caption={t('referrals.brought', { count })} items={items} />
        </Section>
      )}
    </PortalLayout>
  )
}
