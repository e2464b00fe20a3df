import type { KeptMail } from '../../../src/modules/development/contract.ts'
import { CodeBlock } from '../../components/code.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function MailPage({ mail }: { mail: KeptMail }) {
  const t = useText()
  return (
    <PortalLayout
      title={mail.subject}
      header={
        <PageHeader
          title={mail.subject}
          breadcrumbs={[{ label: t('development.mails.title'), href: '/dev/mail' }]}
        />
      }
    >
      <DescriptionList
        items={[
          { label: t('development.mails.recipient'), value: mail.recipient },
          { label: t('development.mails.kept'), value: <Time value={mail.createdAt} /> },
        ]}
      />
      <Section title={t('development.mail.links')}>
        <ul>
          {linksIn(mail.text).map((link) => (
            <li key={link}>
              <a href={pathOf(link)}>{link}</a>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('development.mail.look')}>
        <iframe class="mail-frame" sandbox="" src={`/dev/mail/${mail.id}/html`} title={mail.subject} />
      </Section>
      <Section title={t('development.mail.text')}>
        <CodeBlock>{mail.text}</CodeBlock>
      </Section>
      <Disclosure summary={t('development.mail.html')}>
        <CodeBlock>{mail.html}</CodeBlock>
      </Disclosure>
    </PortalLayout>
  )
}

function linksIn(text: string): string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"]+/g) ?? [])]
}

/** Followed on this very portal, whatever name it is reached by. */
function pathOf(link: string): string {
  return URL.canParse(link) ? new URL(link).pathname : '#'
}
