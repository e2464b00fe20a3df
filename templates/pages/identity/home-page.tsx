import { Card, CardGrid } from '../../components/card.tsx'
import { Notice } from '../../components/flash.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface HomeModel {
  name: string
  /** False for an account that is no person of this association. */
  isPerson: boolean
}

export function HomePage({ name, isPerson }: HomeModel) {
  const t = useText()
  const { navigation, brand } = useView()
  const places = navigation.filter(({ href }) => href !== '/')
  return (
    <PortalLayout title={t('identity.home.welcome', { name })}>
      {!isPerson && <Notice kind="info">{t('identity.home.notYours', { name: brand.name })}</Notice>}
      <CardGrid>
        {places.map(({ href, label, icon }) => (
          <Card key={href} title={t(label)} href={href} icon={icon}>
            {t(`${label}Help`)}
          </Card>
        ))}
      </CardGrid>
    </PortalLayout>
  )
}
