import { LinkButton } from '../../components/button.tsx'
import { CodeBlock } from '../../components/code.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

/** Drawn once, as the answer to what made them, and kept nowhere. */
export function RecoveryCodesPage({ codes }: { codes: readonly string[] }) {
  const t = useText()
  const { brand } = useView()
  const text = `${brand.name}\n\n${codes.join('\n')}\n`
  return (
    <PortalLayout
      title={t('identity.recoveryCodes.title')}
      header={
        <PageHeader
          title={t('identity.recoveryCodes.title')}
          lead={t('identity.recoveryCodes.lead')}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security' }]}
        />
      }
    >
      <CodeBlock>{codes.join('\n')}</CodeBlock>
      <p>{t('identity.recoveryCodes.keep')}</p>
      <div class="button-group">
        <a
          class="button button-secondary"
          download="recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {t('identity.recoveryCodes.download')}
        </a>
        <LinkButton href="/account/security" variant="primary">
          {t('identity.recoveryCodes.done')}
        </LinkButton>
      </div>
    </PortalLayout>
  )
}
