import type { BidDocument } from '../../../src/modules/applications/contract.ts'
import { markdownToHtml } from '../../../src/platform/presentation/markdown.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Day } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'

export interface ContentsProps {
  contents: BidDocument['contents']
  total: number | null
  papers: ReadonlyArray<Pick<BidDocument['papers'][number], 'id' | 'title' | 'jurisdiction' | 'expiresOn'>>
  works: ReadonlyArray<Pick<BidDocument['works'][number], 'id' | 'title' | 'client'>>
  files: ReadonlyArray<{ id: string; name: string | null; href: string }>
}

/** What an application says, part by part; what it does not say takes no room. */
export function Contents({ contents, total, papers, works, files }: ContentsProps) {
  const t = useText()
  const { locale } = useView()
  const { currency, milestones, items, team, portfolio, references } = contents
  const money = (amount: number | null) =>
    amount === null || currency === null ? '' : formatMoney(amount, currency, locale)
  return (
    <>
      {(['proposal', 'experience', 'timeline'] as const).map(
        (part) =>
          contents[part] !== '' && (
            <Section title={t(`applications.${part}`)} id={part} key={part}>
              {/* markdownToHtml lets nothing through that could act. */}
              <div
                class="rich-text"
                {...verbatim}
                dangerouslySetInnerHTML={{ __html: markdownToHtml(contents[part]) }}
              />
            </Section>
          ),
      )}
      {milestones.length > 0 && (
        <Section title={t('applications.milestones')} id="milestones">
          <ul>
            {milestones.map(({ title, doneOn }) => (
              <li key={`${title} ${doneOn}`}>
                <span {...verbatim}>{title}</span>
                {doneOn && (
                  <>
                    {' · '}
                    <Day value={doneOn} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {items.length > 0 && (
        <Section title={t('applications.budget')} id="budget">
          <Table
            caption={t('applications.budget')}
            rows={items.map((item, index) => ({ ...item, index }))}
            rowKey={({ index }) => index}
            columns={[
              {
                label: t('applications.form.what'),
                heading: true,
                cell: ({ title }) => <span {...verbatim}>{title}</span>,
              },
              {
                label: t('applications.quantity'),
                numeric: true,
                cell: ({ quantity, unit }) => (
                  <span {...verbatim}>
                    {new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(quantity)} {unit}
                  </span>
                ),
              },
              { label: t('applications.price'), numeric: true, cell: ({ price }) => money(price) },
            ]}
          />
          <p>
            <strong>
              {t('applications.total')}: {money(total)}
            </strong>
          </p>
        </Section>
      )}
      {papers.length > 0 && (
        <Section title={t('applications.papers')} id="papers">
          <ul>
            {papers.map(({ id, title, jurisdiction, expiresOn }) => (
              <li key={id}>
                <span {...verbatim}>{[title, jurisdiction].filter(Boolean).join(', ')}</span>
                {expiresOn && (
                  <>
                    {' · '}
                    <Day value={expiresOn} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Lines
        title={t('applications.team')}
        id="team"
        rows={team.map(({ name, role, years, note }) => [
          name,
          role,
          years === null ? '' : t('applications.yearsOf', { years }),
          note,
        ])}
      />
      <Lines
        title={t('applications.works')}
        id="works"
        rows={works.map(({ title, client }) => [title, client ?? ''])}
      />
      <Lines
        title={t('applications.portfolio')}
        id="portfolio"
        rows={portfolio.map(({ title, link, description }) => [title, link, description])}
      />
      <Lines
        title={t('applications.references')}
        id="references"
        rows={references.map(({ name, organisation, role, email, phone, note }) => [
          name,
          role,
          organisation,
          email,
          phone,
          note,
        ])}
      />
      {files.length > 0 && (
        <Section title={t('applications.steps.files')} id="files">
          <ul>
            {files.map(({ id, name, href }, index) => (
              <li key={id}>
                <a href={href} {...verbatim}>
                  {name ?? t('applications.files.number', { number: index + 1 })}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

/** Each row is a line of what it holds; addresses of the web lead there, and vouch for nothing. */
function Lines({ title, id, rows }: { title: string; id: string; rows: string[][] }) {
  if (rows.length === 0) return null
  return (
    <Section title={title} id={id}>
      <ul>
        {rows.map((parts, index) => (
          <li key={`${id}-${String(index)}`} {...verbatim}>
            {parts
              .filter((part) => part !== '')
              .map((part, place) => (
                <span key={part}>
                  {place > 0 && ' · '}
                  {/^https?:\/\//.test(part) ? (
                    <a href={part} rel="nofollow noopener noreferrer">
                      {part}
                    </a>
                  ) : (
                    part
                  )}
                </span>
              ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
