import { useText } from '../view-context.tsx'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

export interface SearchFormProps {
  action: string
  label: string
  value?: string
  name?: string
  /** Words of the button. */
  button: string
  /** What else stands in the address, and stays there. */
  kept?: Readonly<Record<string, string>>
}

/** One line that narrows the list below it. */
export function SearchForm({
  action,
  label,
  value = '',
  name = 'search',
  button,
  kept = {},
}: SearchFormProps) {
  const t = useText()
  const id = `search-${name}`
  return (
    <search class="search">
      <form action={action} method="get">
        {Object.entries(kept).map(([field, text]) => (
          <input key={field} type="hidden" name={field} value={text} />
        ))}
        <label class="field-label" for={id}>
          {label}
        </label>
        <div class="search-line">
          <div class="search-box">
            <Icon name="search" size={20} />
            <input
              class="input"
              id={id}
              name={name}
              type="search"
              value={value}
              maxlength={120}
              autocomplete="off"
              enterkeyhint="search"
            />
          </div>
          <Button type="submit">{button}</Button>
          {value && <a href={action}>{t('layout.search.clear')}</a>}
        </div>
      </form>
    </search>
  )
}
