import type {
  BidReply,
  CriterionReply,
  MessageReply,
  SheetReply,
} from '../../../src/modules/reviews/contract.ts'
import { markdownToHtml } from '../../../src/platform/presentation/markdown.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { type Description, DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { Icon } from '../../components/icon.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Day, Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'

export function useApplicant({ applicant, code }: { applicant: string | null; code: string }): string {
  const t = useText()
  return applicant ?? t('reviews.weighed.code', { code })
}

/** 73.50 of 100, or a dash. */
export function useScore(): (total: number | null) => string {
  const { locale } = useView()
  return (total) =>
    total === null
      ? '–'
      : (total / 100).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

function Words({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph} {...verbatim}>
          {paragraph}
        </p>
      ))}
    </>
  )
}

/** As its applicant reads it. */
function RichText({ text }: { text: string }) {
  // markdownToHtml lets nothing through that could act.
  return <div class="rich-text" {...verbatim} dangerouslySetInnerHTML={{ __html: markdownToHtml(text) }} />
}

/** What was handed in, as far as whoever reads may see it. */
export function BidView({ bid }: { bid: BidReply }) {
  const t = useText()
  const { locale } = useView()
  const { currency } = bid
  if (bid.isSealed)
    return (
      <EmptyState title={t('reviews.bid.sealed')} icon="lock">
        {t('reviews.bid.sealedHelp')}
      </EmptyState>
    )
  const money = (amount: number) => (currency === null ? '–' : formatMoney(amount, currency, locale))
  const several = (label: string, rows: readonly string[] | undefined): Description[] =>
    rows && rows.length > 0
      ? [
          {
            label: t(label),
            value: (
              <ul>
                {rows.map((row) => (
                  <li key={row} {...verbatim}>
                    {row}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []
  const joined = (...parts: Array<string | number | null>) => parts.filter(Boolean).join(', ')
  return (
    <>
      {bid.isOvertaken && <Notice kind="warning" title={t('reviews.bid.overtaken')} />}
      {bid.proposal !== null && (
        <Section title={t('reviews.bid.proposal')} id="proposal">
          <RichText text={bid.proposal} />
        </Section>
      )}
      {bid.items && bid.items.length > 0 && (
        <Section title={t('reviews.bid.budget')} id="budget">
          <Table
            caption={t('reviews.bid.budget')}
            rows={bid.items.map((item, index) => ({ ...item, key: index }))}
            rowKey={({ key }) => key}
            columns={[
              {
                label: t('reviews.bid.item'),
                heading: true,
                cell: ({ title }) => <span {...verbatim}>{title}</span>,
              },
              {
                label: t('reviews.bid.quantity'),
                numeric: true,
                cell: ({ quantity, unit }) => (
                  <span>
                    {quantity.toLocaleString(locale)} <span {...verbatim}>{unit}</span>
                  </span>
                ),
              },
              { label: t('reviews.bid.price'), numeric: true, cell: ({ price }) => money(price) },
              { label: t('reviews.bid.sum'), numeric: true, cell: ({ total }) => money(total) },
            ]}
          />
          {bid.total !== null && (
            <p>
              <strong>{t('reviews.bid.total', { total: money(bid.total) })}</strong>
            </p>
          )}
        </Section>
      )}
      {bid.experience !== null && (
        <Section title={t('reviews.bid.experience')} id="experience">
          <RichText text={bid.experience} />
        </Section>
      )}
      {bid.timeline !== null && (
        <Section title={t('reviews.bid.timeline')} id="timeline">
          <RichText text={bid.timeline} />
          {bid.milestones && bid.milestones.length > 0 && (
            <ul>
              {bid.milestones.map(({ title, doneOn }) => (
                <li key={title}>
                  <span {...verbatim}>{title}</span> {doneOn && <Day value={doneOn} />}
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
      <DescriptionList
        items={[
          ...several(
            'reviews.bid.team',
            bid.team?.map(({ name, role, note }) => joined(name, role, note)),
          ),
          ...several(
            'reviews.bid.works',
            bid.works?.map(({ title, client, description }) => joined(title, client, description)),
          ),
          ...several(
            'reviews.bid.portfolio',
            bid.portfolio?.map(({ title, link, description }) => joined(title, description, link)),
          ),
          ...several(
            'reviews.bid.references',
            bid.references?.map(({ name, organisation, role, email, phone, note }) =>
              joined(name, role, organisation, email, phone, note),
            ),
          ),
          ...several(
            'reviews.bid.papers',
            bid.papers?.map(({ title, issuer, jurisdiction, expiresOn }) =>
              joined(title, issuer, jurisdiction, expiresOn),
            ),
          ),
          ...(bid.files && bid.files.length > 0
            ? [
                {
                  label: t('reviews.bid.files'),
                  value: (
                    <ul>
                      {bid.files.map(({ id, name, href }) => (
                        <li key={id}>
                          <a href={href} {...verbatim}>
                            {name ?? id}
                          </a>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          ...(bid.match ? [{ label: t('reviews.bid.match'), value: String(bid.match.score) }] : []),
        ]}
      />
    </>
  )
}

/** What was asked and answered. Who asks is nobody by name. */
export function Messages({ messages }: { messages: readonly MessageReply[] }) {
  const t = useText()
  return (
    <ol class="timeline" aria-label={t('reviews.messages.title')}>
      {messages.map(({ id, fromApplicant, body, sentAt }) => (
        <li key={id} class="happening">
          <span class={`happening-mark tone-${fromApplicant ? 'info' : 'neutral'}`}>
            <Icon name={fromApplicant ? 'check' : 'info'} size={16} />
          </span>
          <div class="happening-words">
            <p>
              <strong>{t(fromApplicant ? 'reviews.messages.answer' : 'reviews.messages.question')}</strong>{' '}
              <Time value={sentAt} />
            </p>
            <Words text={body} />
          </div>
        </li>
      ))}
    </ol>
  )
}

/** The points of one reviewer, criterion by criterion. */
export function MarksTable({
  criteria,
  marks,
  caption,
}: {
  criteria: readonly CriterionReply[]
  marks: SheetReply['marks']
  caption: string
}) {
  const t = useText()
  const of = (id: string) => marks.find(({ criterionId }) => criterionId === id)
  return (
    <Table
      caption={caption}
      rows={criteria}
      rowKey={({ id }) => id}
      columns={[
        {
          label: t('reviews.rubric.name'),
          heading: true,
          cell: ({ name }) => <span {...verbatim}>{name}</span>,
        },
        {
          label: t('reviews.sheets.points'),
          numeric: true,
          narrow: true,
          cell: ({ id, mostPoints }) =>
            t('reviews.sheets.of', { points: of(id)?.points ?? 0, most: mostPoints }),
        },
        { label: t('reviews.sheets.note'), cell: ({ id }) => <span {...verbatim}>{of(id)?.note}</span> },
      ]}
    />
  )
}
