import { formatTime } from '../../platform/presentation/dates.ts'
import { formatMoney } from '../../platform/presentation/money.ts'
import { formatShare } from '../../platform/presentation/numbers.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import type { RecordContents } from './contract.ts'

interface Telling {
  t: Translate
  locale: string
  madeAt: Date
  /** What the association is called. */
  association: string
  /** What the zone of its times is called. */
  zone: string
}

/** A heading of a column that has little room. */
const shortName = 14

/** What a record tells, in words: as the template `decision-record` prints it. */
export function recordInWords(contents: RecordContents, { t, locale, madeAt, association, zone }: Telling) {
  const { project, timeZone, criteria, applications, decisions } = contents
  const when = (at: Date) => formatTime(at, { locale, timeZone }, 'moment')
  const money = (amount: number | null, currency: string | null) =>
    amount === null || currency === null ? '–' : formatMoney(amount, currency, locale)
  const score = (total: number | null) =>
    total === null
      ? '–'
      : (total / 100).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  // Whoever was erased has no name any more.
  const named = (name: string | null) => name || t('reviews.record.nobody')
  const titles = new Map(
    applications.map(({ applicationId, applicant, code }) => [
      applicationId,
      applicant || t('reviews.weighed.code', { code }),
    ]),
  )
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0)
  const ranked = [...applications].sort(
    (one, other) => (one.place ?? Number.POSITIVE_INFINITY) - (other.place ?? Number.POSITIVE_INFINITY) || 0,
  )
  const said = (label: string, text: string | null) => (text ? [{ label, text }] : [])

  const decisionsOf = (applicationId: string) =>
    decisions
      .filter((decision) => decision.applicationId === applicationId)
      .map(
        ({
          outcome,
          status,
          reason,
          feedback,
          decidedBy,
          decidedAt,
          secondBy,
          secondAt,
          secondReason,
          limit,
          appeal,
        }) => ({
          what: t('reviews.decisions.told', {
            outcome: t(`reviews.record.outcomes.${outcome}`),
            state: t(`reviews.decisions.states.${status}`),
          }),
          by: [
            t('reviews.record.decidedBy', { name: named(decidedBy), when: when(decidedAt) }),
            ...(secondAt === null
              ? []
              : [
                  t(status === 'refused' ? 'reviews.record.refusedBy' : 'reviews.record.agreedBy', {
                    name: named(secondBy),
                    when: when(secondAt),
                  }),
                ]),
          ].join(' '),
          parts: [
            ...said(t('reviews.decisions.reason'), reason),
            ...said(t('reviews.decisions.secondWhy'), secondReason),
            ...said(t('reviews.decisions.feedback'), feedback),
            ...said(
              t('reviews.settings.approval'),
              limit && outcome === 'awarded'
                ? t('reviews.settings.above', { amount: formatMoney(limit.above, limit.currency, locale) })
                : null,
            ),
            ...(appeal === null
              ? []
              : [
                  {
                    label: t('reviews.appeals.title'),
                    text: [
                      t('reviews.record.appealed', { when: when(appeal.filedAt) }),
                      appeal.heardAt === null
                        ? t('reviews.appeals.states.open')
                        : t('reviews.record.heardBy', {
                            name: named(appeal.heardBy),
                            when: when(appeal.heardAt),
                            state: t(`reviews.appeals.states.${appeal.status}`),
                          }),
                      appeal.answer ?? '',
                    ]
                      .filter(Boolean)
                      .join('\n'),
                  },
                ]),
          ],
        }),
      )

  return {
    lang: new Intl.Locale(locale).language,
    title: t('reviews.record.title'),
    project: project.title,
    foot: t('reviews.record.foot', { association, when: when(madeAt), zone }),
    words: {
      criteria: t('reviews.record.criteria'),
      criterion: t('reviews.rubric.name'),
      counts: t('reviews.rubric.counts'),
      mostPoints: t('reviews.rubric.mostPoints'),
      none: t('reviews.record.none'),
      ranking: t('reviews.record.ranking'),
      place: t('reviews.weighed.place'),
      applicant: t('reviews.record.applicant'),
      amount: t('reviews.weighed.amount'),
      total: t('reviews.weighed.total'),
      outcome: t('reviews.mine.state'),
      went: t('reviews.record.went'),
      when: t('reviews.record.when'),
      what: t('reviews.record.what'),
      reviewers: t('reviews.reviewers.title'),
      reviewer: t('reviews.record.reviewer'),
      name: t('reviews.reviewers.name'),
      appointed: t('reviews.record.appointed'),
      handedIn: t('reviews.progress.done'),
      conflicts: t('reviews.conflicts.title'),
      about: t('reviews.conflicts.about'),
      declared: t('reviews.record.declared'),
      decisions: t('reviews.decisions.heading'),
    },
    facts: [
      { label: t('reviews.record.unit'), value: project.unit.name },
      { label: t('reviews.mine.state'), value: t(`projects.statuses.${project.status}`) },
      ...(contents.deadline === null
        ? []
        : [{ label: t('reviews.record.deadline'), value: when(contents.deadline) }]),
      {
        label: t('reviews.settings.hidden'),
        value:
          contents.hidden.length === 0
            ? t('reviews.settings.nothingHidden')
            : contents.hidden.map((part) => t(`reviews.hideable.${part}`)).join(', '),
      },
      {
        label: t('reviews.settings.approval'),
        value: contents.approval
          ? t('reviews.settings.above', {
              amount: formatMoney(contents.approval.above, contents.approval.currency, locale),
            })
          : t('reviews.settings.noApproval'),
      },
      {
        label: t('reviews.settings.appeals'),
        value:
          contents.appealDays === 0
            ? t('reviews.settings.noAppeals')
            : t('reviews.settings.days', { count: contents.appealDays }),
      },
      ...(contents.withdrawn === 0
        ? []
        : [{ label: t('reviews.record.withdrawn'), value: String(contents.withdrawn) }]),
      { label: t('reviews.record.made'), value: when(madeAt) },
      { label: t('reviews.record.times'), value: zone },
      { label: t('reviews.record.reference'), value: project.id },
    ],
    went: contents.went.map(({ at, what, number, names, text }) => ({
      when: when(at),
      what: [
        t(`reviews.record.happened.${what}`, { number: number ?? 0 }),
        ...(names.length > 0 ? [t('reviews.record.happenedBy', { names: names.map(named).join(', ') })] : []),
      ].join(' '),
      text,
    })),
    criteria: criteria.map(({ name, guidance, weight, mostPoints }) => ({
      name,
      short: name.length > shortName ? `${name.slice(0, shortName - 1).trimEnd()}…` : name,
      guidance,
      counts: formatShare(weight / weights, locale),
      mostPoints: String(mostPoints),
    })),
    ranking: ranked.map(({ applicationId, place, amount, currency, total, status }) => ({
      place: place === null ? '–' : String(place),
      applicant: titles.get(applicationId) ?? '',
      amount: money(amount, currency),
      total: score(total),
      outcome: t(`reviews.states.${status}`),
    })),
    reviewers: contents.reviewers.map(({ name, appointedAt, endedAt, assigned, handedIn }) => ({
      name: named(name),
      appointed:
        endedAt === null
          ? when(appointedAt)
          : t('reviews.record.until', { from: when(appointedAt), until: when(endedAt) }),
      handedIn: t('reviews.progress.of', { handedIn, assigned }),
    })),
    conflicts: contents.conflicts.map(({ name, applicationId, declaredAt, liftedAt }) => ({
      name: named(name),
      about:
        applicationId === null ? t('reviews.conflicts.wholeProject') : (titles.get(applicationId) ?? '–'),
      declared:
        liftedAt === null
          ? when(declaredAt)
          : t('reviews.record.lifted', { from: when(declaredAt), until: when(liftedAt) }),
    })),
    applications: ranked.map(({ applicationId, code, submittedAt, isOvertaken, matchScore }) => ({
      heading: titles.get(applicationId) ?? '',
      facts: [
        { label: t('reviews.record.reference'), value: t('reviews.weighed.code', { code }) },
        { label: t('reviews.record.submitted'), value: when(submittedAt) },
        ...(isOvertaken ? [{ label: t('reviews.record.addenda'), value: t('reviews.bid.overtaken') }] : []),
        ...(contents.sheets.some((sheet) => sheet.applicationId === applicationId)
          ? []
          : [{ label: t('reviews.reviewers.title'), value: t('reviews.record.noReview') }]),
        ...(matchScore === null ? [] : [{ label: t('reviews.bid.match'), value: String(matchScore) }]),
      ],
      sheets: contents.sheets
        .filter((sheet) => sheet.applicationId === applicationId)
        .map(({ name, total, marks }) => ({
          name: named(name),
          points: criteria.map(({ id }) => {
            const points = marks.find(({ criterionId }) => criterionId === id)?.points ?? null
            return points === null ? '–' : String(points)
          }),
          total: score(total),
        })),
      decisions: decisionsOf(applicationId),
    })),
  }
}
