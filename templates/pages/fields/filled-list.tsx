import type { FilledField, FilledFields } from '../../../src/modules/fields/contract.ts'
import { formatExactNumber } from '../../../src/platform/presentation/numbers.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { DescriptionList } from '../../components/description-list.tsx'
import { Time } from '../../components/time.tsx'
import { useText, useView } from '../../view-context.tsx'

/** What the reader may see but not change. */
export function FilledList({ filled }: { filled: FilledFields }) {
  const { locale } = useView()
  const fields = filled.fields.filter(({ isEditable }) => !isEditable)
  if (fields.length === 0) return null
  return (
    <DescriptionList
      items={fields.map((field) => ({
        label: textIn(field.label, locale),
        value: <FieldText field={field} value={filled.values[field.key] ?? null} />,
      }))}
    />
  )
}

function FieldText({ field, value }: { field: FilledField; value: FilledFields['values'][string] }) {
  const t = useText()
  const { locale } = useView()
  if (value === null || value === undefined) return <>–</>
  const labelOf = (option: string) => {
    const found = field.options.find((each) => each.value === option)
    return found ? textIn(found.label, locale) : option
  }
  switch (field.type) {
    case 'boolean':
      return <>{t(value ? 'layout.list.yes' : 'layout.list.no')}</>
    case 'number':
      return <>{formatExactNumber(Number(value), locale)}</>
    case 'date':
      return <Time value={String(value)} shown="day" />
    case 'choice':
    case 'choices':
      return <>{[value].flat().map(String).map(labelOf).join(', ')}</>
    case 'link':
      return (
        <a href={String(value)} rel="noopener nofollow ugc">
          {String(value)}
        </a>
      )
    default:
      return <>{String(value)}</>
  }
}
