import type { SettingList } from '../../../src/modules/units/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { useView } from '../../view-context.tsx'

/** The value of a setting as readers see it. */
export function SettingText({ setting }: { setting: SettingList['items'][number] }) {
  const { locale } = useView()
  const { name, value } = setting
  if (value === null) return <>–</>
  switch (name) {
    case 'contactEmail':
      return <a href={`mailto:${String(value)}`}>{String(value)}</a>
    case 'contactPhone':
      return <a href={`tel:${String(value).replaceAll(/[^\d+]/g, '')}`}>{String(value)}</a>
    case 'website':
      return (
        <a href={String(value)} rel="noopener nofollow ugc">
          {String(value)}
        </a>
      )
    case 'welcome':
      return <>{textIn(value as never, locale)}</>
    default:
      return <>{String(value)}</>
  }
}
