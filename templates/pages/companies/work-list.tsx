import type { WorkReply } from '../../../src/modules/companies/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { Day } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'

export interface WorkListProps {
  works: WorkReply[]
  /** Whether each leads to the page that changes it, and says who sees it. */
  own?: boolean
}

/** What a company or a person has done for others, each as a card. */
export function WorkList({ works, own }: WorkListProps) {
  const t = useText()
  return (
    <ul class="entry-grid">
      {works.map((work) => (
        <li class="card entry-card" key={work.id}>
          <div class="entry-head">
            <div class="entry-words">
              <h3 class="card-title">
                {own ? (
                  <a href={`/works/${work.id}`} {...verbatim}>
                    {work.title}
                  </a>
                ) : (
                  <span {...verbatim}>{work.title}</span>
                )}
              </h3>
              {(work.client || work.place) && (
                <p class="entry-note" {...verbatim}>
                  {[work.client, work.place].filter(Boolean).join(' · ')}
                </p>
              )}
              {own && (
                <p class="entry-note">
                  {t('companies.works.seenBy', { who: t(`companies.shownTos.${work.shownTo}`) })}
                </p>
              )}
            </div>
          </div>
          <WorkFacts work={work} />
        </li>
      ))}
    </ul>
  )
}

export function WorkFacts({ work }: { work: WorkReply }) {
  const t = useText()
  const { locale } = useView()
  const { startedOn, endedOn, amount, currency, role, description, link, files } = work
  const worth = amount !== null && currency !== null ? formatMoney(amount, currency, locale) : null
  return (
    <>
      {(startedOn || endedOn) && (
        <p>
          {startedOn && <Day value={startedOn} />}
          {' – '}
          {endedOn ? <Day value={endedOn} /> : t('companies.works.goesOn')}
        </p>
      )}
      {role && <p {...verbatim}>{role}</p>}
      {worth && <p>{t('companies.works.worth', { amount: worth })}</p>}
      {description && (
        <p class="prose" {...verbatim}>
          {description}
        </p>
      )}
      {(link || files.length > 0) && (
        <ul class="plain-list">
          {link && (
            <li>
              <a href={link} rel="nofollow noopener ugc" {...verbatim}>
                {link}
              </a>
            </li>
          )}
          {files.map(({ id, name, href }, index) => (
            <li key={id}>
              <a href={href}>{name ?? t('companies.works.fileOf', { number: index + 1 })}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
