import { zoneName } from '../../src/platform/presentation/time-zones.ts'
import { useView } from '../view-context.tsx'

/** Every time on a page is in one zone: the footer says which. */
export function Footer() {
  const { brand, timeZone, t } = useView()
  return (
    <footer class="footer">
      <p>{brand.name}</p>
      <p>{t('layout.timeZone', { zone: zoneName(timeZone) })}</p>
    </footer>
  )
}
