import type { MadeToken } from '../../../src/modules/tokens/contract.ts'
import { LinkButton } from '../../components/button.tsx'
import { CodeBlock } from '../../components/code.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

/** Drawn once, as the answer to what made it, and kept nowhere. */
export function MadeTokenPage({ name, token, expiresAt }: MadeToken) {
  const t = useText()
  return (
    <PortalLayout
      title={t('tokens.made.title')}
      header={
        <PageHeader
          title={t('tokens.made.title')}
          lead={t('tokens.made.lead', { name })}
          breadcrumbs={[{ label: t('tokens.title'), href: '/account/tokens' }]}
        />
      }
    >
      <CodeBlock>{token}</CodeBlock>
      <p>
        {t('tokens.made.until')} <Time value={expiresAt} shown="date" />
      </p>
      <p>{t('tokens.made.use')}</p>
      <CodeBlock>{'Authorization: Bearer …'}</CodeBlock>
      <LinkButton href="/account/tokens" variant="primary">
        {t('tokens.made.done')}
      </LinkButton>
    </PortalLayout>
  )
}
