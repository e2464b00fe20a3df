import type { Chip } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { Icon } from '../icon.tsx'
import { verbatim } from '../verbatim.ts'

/** What was asked, each with the way back. */
export function FilterChips({ chips, clearHref }: { chips: Chip[]; clearHref: string }) {
  const t = useText()
  if (chips.length === 0) return null
  return (
    <div class="filter-chips">
      <ul aria-label={t('layout.list.asked')}>
        {chips.map(({ label, value, isTyped, href }) => (
          <li key={label + value}>
            <a class="filter-chip" href={href}>
              <span>
                {label}: <b {...(isTyped && verbatim)}>{value}</b>
              </span>
              <Icon name="close" size={16} />
              <span class="visually-hidden">{t('layout.list.remove')}</span>
            </a>
          </li>
        ))}
      </ul>
      <a href={clearHref}>{t('layout.list.clear')}</a>
    </div>
  )
}
