import { LinkButton } from '../../components/button.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

/** The same page for every address, known or not. */
export function CheckMailPage() {
  const t = useText()
  const { demo } = useView()
  return (
    <QuietLayout
      title={t('identity.checkMail.title')}
      aside={
        <p>
          <a href="/sign-in">{t('identity.signIn.back')}</a>
        </p>
      }
    >
      <p>{t('identity.checkMail.sent')}</p>
      <p>{t('identity.checkMail.late')}</p>
      {demo && (
        <LinkButton href="/dev/mail" icon="mail" wide>
          {t('identity.checkMail.demo')}
        </LinkButton>
      )}
    </QuietLayout>
  )
}
