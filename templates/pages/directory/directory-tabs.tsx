import { Tabs } from '../../components/tabs.tsx'
import { useText } from '../../view-context.tsx'

const places = [
  { href: '/directory', label: 'directory.people' },
  { href: '/directory/companies', label: 'directory.companies.title' },
] as const

/** People and companies are looked for on pages of their own. */
export function DirectoryTabs({ current }: { current: string }) {
  const t = useText()
  return (
    <Tabs
      label={t('directory.title')}
      items={places.map(({ href, label }) => ({ href, label: t(label), current: href === current }))}
    />
  )
}
