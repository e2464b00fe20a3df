import type { ClosingReply } from '../../../src/modules/tenants/contract.ts'
import { LinkButton } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

/** For everybody of an association that is to be closed: until when, what still works, and what becomes of them. */
export function ClosingPage({ name, requestedAt, dueAt, reason }: ClosingReply) {
  const t = useText()
  const title = t('tenants.closing.banner', { name })
  return (
    <PortalLayout title={title} header={<PageHeader title={title} lead={t('tenants.closing.memberLead')} />}>
      <Facts
        items={[
          { label: t('tenants.closing.due'), value: <Time value={dueAt} /> },
          { label: t('tenants.closing.asked'), value: <Time value={requestedAt} /> },
        ]}
      />
      {reason !== null && (
        <Section title={t('tenants.closing.reason')} id="reason">
          <p>{reason}</p>
        </Section>
      )}
      <Section title={t('tenants.closing.untilThen')} id="until">
        <ul>
          <li>{t('tenants.closing.memberReads')}</li>
          <li>{t('tenants.closing.memberTakes')}</li>
        </ul>
        <p>
          <LinkButton href="/profile/data" icon="download">
            {t('tenants.closing.memberData')}
          </LinkButton>
        </p>
      </Section>
      <Section title={t('tenants.closing.after')} id="after">
        <ul>
          <li>{t('tenants.closing.memberEnds')}</li>
          <li>{t('tenants.closing.memberStays')}</li>
        </ul>
      </Section>
    </PortalLayout>
  )
}
