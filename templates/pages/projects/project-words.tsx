import type { ProjectSummary } from '../../../src/modules/projects/contract.ts'
import { countryName } from '../../../src/platform/presentation/countries.ts'
import { formatTime } from '../../../src/platform/presentation/dates.ts'
import { distanceIn } from '../../../src/platform/presentation/distance.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'

type Amounts = Pick<ProjectSummary, 'currency' | 'budgetFrom' | 'budgetUntil'>

/** Between, from, or up to; null where nothing is said. */
export function useBudget({ currency, budgetFrom, budgetUntil }: Amounts): string | null {
  const t = useText()
  const { locale } = useView()
  if (currency === null || (budgetFrom === null && budgetUntil === null)) return null
  const from = budgetFrom === null ? null : formatMoney(budgetFrom, currency, locale)
  const until = budgetUntil === null ? null : formatMoney(budgetUntil, currency, locale)
  if (from === null) return t('projects.upTo', { amount: until ?? '' })
  if (until === null) return t('projects.fromOn', { amount: from })
  return from === until ? from : t('projects.between', { from, until })
}

export function usePlace({
  city,
  region,
  country,
}: Pick<ProjectSummary, 'city' | 'region' | 'country'>): string {
  const { locale } = useView()
  return [city, region, country && countryName(country, locale)].filter(Boolean).join(', ')
}

/** How far it is, as people there measure. */
export function useAway({
  kilometres,
  country,
}: Pick<ProjectSummary, 'kilometres' | 'country'>): string | null {
  const t = useText()
  if (kilometres === null) return null
  const { unit, count } = distanceIn(country, kilometres)
  return t(unit === 'miles' ? 'projects.find.awayMiles' : 'projects.find.away', { count })
}

/** The deadline, or another moment that is compared with it, where the project is, which is what counts. */
export function Deadline({
  deadline,
  timeZone,
  seconds = false,
}: {
  deadline: Date
  timeZone: string
  /** Where it matters whether it was in time. */
  seconds?: boolean
}) {
  const { locale } = useView()
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
    .formatToParts(deadline)
    .find(({ type }) => type === 'timeZoneName')?.value
  return (
    <time datetime={deadline.toISOString()} {...verbatim}>
      {formatTime(deadline, { locale, timeZone }, seconds ? 'second' : 'dateTime')} {zone}
    </time>
  )
}
