import { ActionForm, LinkButton } from '../components/button.tsx'
import { Flash, Notice } from '../components/flash.tsx'
import { Time } from '../components/time.tsx'
import { useView } from '../view-context.tsx'

/** Says that nothing here is real, on every page, for as long as it is so. */
export function DemoBanner() {
  const { demo, t } = useView()
  if (!demo) return null
  return (
    <section class="demo-banner" aria-label={t('layout.demo.label')}>
      <p>
        <strong>{t('layout.demo.title')}</strong> {t('layout.demo.text')}{' '}
        <a href="/dev/mail">{t('layout.demo.mail')}</a> · <a href="/dev/sms">{t('layout.demo.sms')}</a>
      </p>
    </section>
  )
}

/** What the last action did, if anything. */
export function FlashMessage() {
  const { flash, t } = useView()
  if (!flash) return null
  return (
    <Flash kind={flash.kind} dismissible>
      {t(flash.message, flash.values)}
      {flash.download && (
        <>
          {' '}
          <a href={flash.download}>{t('layout.download')}</a>
        </>
      )}
    </Flash>
  )
}

/** Stands on every page until it is over, or the reader has done something about it. */
export function AlarmNotice() {
  const { alarm, t } = useView()
  if (!alarm) return null
  return (
    <Notice
      kind="warning"
      title={t(alarm.title, alarm.values)}
      action={
        alarm.isLink ? (
          <LinkButton href={alarm.action}>{t(alarm.button)}</LinkButton>
        ) : (
          <ActionForm action={alarm.action} variant="danger">
            {t(alarm.button)}
          </ActionForm>
        )
      }
    >
      <p>
        {t(alarm.message, alarm.values)} {alarm.at && <Time value={alarm.at} />}
      </p>
    </Notice>
  )
}
