import type { MyStanding } from '../../../src/modules/membership/contract.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface MyStandingModel {
  mine: MyStanding
  tones: Readonly<Record<MyStanding['standing'], Tone>>
}

/** What holds, why, and whom to ask: the one page that is always open to a person. */
export function MyStandingPage({ mine, tones }: MyStandingModel) {
  const t = useText()
  const { number, standing, since, planned, reason, rests, history, contacts } = mine
  const title = t('membership.mine.title')
  const facts: Description[] = [{ label: t('membership.since'), value: <Time value={since} shown="date" /> }]
  if (number !== null) facts.unshift({ label: t('membership.number'), value: <b {...verbatim}>{number}</b> })
  if (reason !== null) facts.push({ label: t('membership.reason'), value: <p class="prose">{reason}</p> })
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={tones[standing]}>{t(`membership.standings.${standing}`)}</Badge>}
        />
      }
    >
      <Notice kind={rests ? 'warning' : 'info'} title={t(`membership.means.${standing}`)}>
        <p>{t(rests ? 'membership.mine.rests' : 'membership.mine.holds')}</p>
      </Notice>
      {planned && (
        <Notice kind="info">
          {t('membership.planned', { standing: t(`membership.standings.${planned.standing}`) })}{' '}
          <Time value={planned.from} shown="date" />
        </Notice>
      )}
      <DescriptionList items={facts} />
      <Section title={t('membership.mine.ask')} id="ask" description={t('membership.mine.askHelp')}>
        <DescriptionList
          items={contacts.map(({ name, email, phone }) => ({
            label: name ?? t('membership.mine.contact'),
            value: (
              <>
                {email && (
                  <div>
                    <a href={`mailto:${email}`}>{email}</a>
                  </div>
                )}
                {phone && (
                  <div>
                    <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
                  </div>
                )}
              </>
            ),
          }))}
        />
      </Section>
      {history.length > 1 && (
        <Section title={t('membership.history')} id="history">
          <Timeline
            label={t('membership.history')}
            shown="date"
            items={history.map(({ id, standing: was, startsAt, reason: why }) => ({
              key: id,
              at: startsAt,
              tone: tones[was],
              text: t(`membership.standings.${was}`),
              children: why ? <p class="prose">{why}</p> : undefined,
            }))}
          />
        </Section>
      )}
    </PortalLayout>
  )
}
