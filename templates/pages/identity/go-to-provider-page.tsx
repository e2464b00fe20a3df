import { LinkButton } from '../../components/button.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface GoToProviderModel {
  name: string
  href: string
}

/** Browsers let no form lead to another site, so it takes one more press. */
export function GoToProviderPage({ name, href }: GoToProviderModel) {
  const t = useText()
  return (
    <QuietLayout title={t('identity.goToProvider.title', { name })} lead={t('identity.goToProvider.lead')}>
      <LinkButton href={href} variant="primary" wide>
        {t('identity.goToProvider.button', { name })}
      </LinkButton>
    </QuietLayout>
  )
}
