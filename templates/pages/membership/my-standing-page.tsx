import type { MyClassification, MyStanding } from '../../../src/modules/membership/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { ActionForm } from '../../components/button.tsx'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { ErrorList, Form, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Verifications } from './verifications.tsx'

export interface MyStandingModel {
  mine: MyStanding
  classes: MyClassification
  tones: Readonly<Record<MyStanding['standing'], Tone>>
  form: FormState
}

/** What holds, why, and whom to ask: the one page that is always open to a person. */
export function MyStandingPage({ mine, classes, tones, form }: MyStandingModel) {
  const t = useText()
  const { number, standing, since, planned, reason, rests, admission, history, contacts } = mine
  const { locale } = useView()
  const title = t('membership.mine.title')
  const facts: Description[] = [{ label: t('membership.since'), value: <Time value={since} shown="date" /> }]
  if (reason !== null) facts.push({ label: t('membership.reason'), value: <p class="prose">{reason}</p> })
  if (number !== null) facts.unshift({ label: t('membership.number'), value: <b {...verbatim}>{number}</b> })
  for (const facet of ['grade', 'type'] as const)
    if (classes[facet]) facts.push({ label: t(`membership.${facet}`), value: textIn(classes[facet], locale) })
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
      {/* Who is no prospect any more has no form that could say why. */}
      {!admission && <ErrorList state={form} id="main" />}
      <Notice kind={rests ? 'warning' : 'info'} title={t(`membership.means.${standing}`)}>
        <p>
          {t(
            standing === 'pending'
              ? 'membership.mine.waits'
              : rests
                ? 'membership.mine.rests'
                : 'membership.mine.holds',
          )}
        </p>
      </Notice>
      {planned && (
        <Notice kind="info">
          {t('membership.planned', { standing: t(`membership.standings.${planned.standing}`) })}{' '}
          <Time value={planned.from} shown="date" />
        </Notice>
      )}
      <DescriptionList items={facts} />
      {admission && (
        <Section
          title={t(`membership.mine.admission.${admission}`)}
          id="admission"
          description={t(`membership.mine.admissionHelp.${admission}`)}
        >
          <Form action="/membership" state={form}>
            {admission === 'request' && (
              <TextArea
                name="message"
                label={t('membership.joinRequests.message')}
                help={t('membership.joinRequests.messageHelp')}
                optional
                maxlength={1000}
              />
            )}
            <SubmitButton>{t(`membership.mine.admission.${admission}`)}</SubmitButton>
          </Form>
        </Section>
      )}
      {classes.grades.some(({ isCurrent }) => !isCurrent) && (
        <Section title={t('membership.classes.next')} id="grades">
          <DescriptionList
            items={classes.grades
              .filter(({ isCurrent }) => !isCurrent)
              .map(({ id, label, objections, comesAfter }) => ({
                label: textIn(label, locale),
                value:
                  objections.length === 0
                    ? t('membership.classes.open')
                    : objections
                        .map((why) =>
                          why === 'grade' && comesAfter.length > 0
                            ? t('membership.because.gradeBefore', {
                                grades: comesAfter.map((each) => textIn(each, locale)).join(', '),
                              })
                            : t(`membership.because.${why}`),
                        )
                        .join(' '),
                action:
                  objections.length === 0 && !rests ? (
                    <ActionForm
                      action={`/membership/promote/${id}`}
                      idempotencyKey={keyFor(form, id)}
                      confirm={
                        classes.grade
                          ? t('membership.classes.takeSure', { grade: textIn(classes.grade, locale) })
                          : undefined
                      }
                    >
                      {t('membership.classes.take')}
                    </ActionForm>
                  ) : undefined,
              }))}
          />
        </Section>
      )}
      <Section title={t('membership.verification.title')} id="verification">
        <Verifications items={classes.verifications} />
      </Section>
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
      {classes.history.length > 0 && (
        <Section title={t('membership.classes.history')} id="grade-history">
          <Timeline
            label={t('membership.classes.history')}
            shown="date"
            items={classes.history.map(({ id, facet, label, startsAt, reason: why }) => ({
              key: id,
              at: startsAt,
              text: t('membership.classes.became', {
                facet: t(`membership.facets.${facet}`),
                label: textIn(label, locale),
              }),
              children: why ? <p class="prose">{why}</p> : undefined,
            }))}
          />
        </Section>
      )}
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
