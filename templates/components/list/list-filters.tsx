import type { ChoicesModel, FilterModel, ListModel } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'

/**
 * A form that only asks: what it says stands in the address afterwards. The search is always there, the rest unfolds:
 * what was asked of it stands in the chips below.
 */
export function ListFilters({ list }: { list: Pick<ListModel, 'path' | 'kept' | 'filters' | 'choosable'> }) {
  const t = useText()
  const search = list.filters.find((filter) => filter.type === 'search')
  // Nothing can be asked where there is nothing to choose yet.
  const others = list.filters.filter(
    (filter) => filter !== search && (filter.type !== 'choices' || filter.options.length > 0),
  )
  return (
    <search>
      <form class="list-filters" action={list.path} method="get" data-list-filters>
        {list.kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {search && (
          <div class="list-search">
            <label class="field-label" for="list-search">
              {search.label}
            </label>
            <div class="search-line">
              <div class="search-box">
                <Icon name="search" size={20} />
                <input
                  class="input"
                  id="list-search"
                  name={search.name}
                  type="search"
                  value={search.value}
                  maxlength={120}
                  autocomplete="off"
                  enterkeyhint="search"
                />
              </div>
              <Button type="submit">{t('layout.list.search')}</Button>
            </div>
          </div>
        )}
        {(others.length > 0 || list.choosable.length > 0) && (
          <details class="disclosure list-more" open={others.some(({ problem }) => problem)}>
            <summary>
              <Icon name="chevronEnd" size={20} />
              {t(list.choosable.length > 0 ? 'layout.list.filtersAndColumns' : 'layout.list.filters')}
            </summary>
            <div class="list-fields">
              {others.map((filter) => (
                <FilterField key={filter.name} filter={filter} />
              ))}
              {list.choosable.length > 0 && <ColumnChoice list={list} />}
            </div>
            <Button type="submit">{t('layout.list.apply')}</Button>
          </details>
        )}
      </form>
    </search>
  )
}

function FilterField({ filter }: { filter: FilterModel }) {
  switch (filter.type) {
    case 'choices':
      return <Choices filter={filter} />
    case 'one':
      return <One filter={filter} />
    case 'dates':
    case 'numbers':
      return <Range filter={filter} />
    case 'search':
      return <Text filter={filter} />
  }
}

function Choices({ filter }: { filter: ChoicesModel }) {
  return (
    <fieldset class="list-field">
      <legend class="field-label">{filter.label}</legend>
      <div class="choices">
        {filter.options.map(({ value, label, chosen, count }) => (
          <label class="choice choice-small" key={value}>
            <input type="checkbox" name={filter.name} value={value} checked={chosen} />
            <span>
              {label}
              {count !== null && <span class="list-count"> {count}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Text({ filter }: { filter: FilterModel & { type: 'search' } }) {
  const id = `list-${filter.name}`
  return (
    <div class="list-field">
      <label class="field-label" for={id}>
        {filter.label}
      </label>
      <input
        class="input"
        id={id}
        name={filter.name}
        value={filter.value}
        maxlength={120}
        autocomplete="off"
        {...faulty(filter)}
      />
      <Problem filter={filter} />
    </div>
  )
}

function One({ filter }: { filter: FilterModel & { type: 'one' } }) {
  const t = useText()
  const id = `list-${filter.name}`
  return (
    <div class="list-field">
      <label class="field-label" for={id}>
        {filter.label}
      </label>
      <div class="select">
        <select class="input" id={id} name={filter.name} {...faulty(filter)}>
          {!filter.isSure && <option value="">{t('layout.list.any')}</option>}
          {filter.options.map(({ value, label }) => (
            <option key={value} value={value} selected={value === filter.value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={20} />
      </div>
      <Problem filter={filter} />
    </div>
  )
}

function Range({ filter }: { filter: FilterModel & { type: 'dates' | 'numbers' } }) {
  const t = useText()
  const ends = [
    { part: 'From', label: t('layout.list.fromLabel'), value: filter.from },
    { part: 'Until', label: t('layout.list.untilLabel'), value: filter.until },
  ]
  return (
    <fieldset class="list-field">
      <legend class="field-label">{filter.label}</legend>
      <div class="list-range">
        {ends.map(({ part, label, value }) => (
          <label key={part}>
            <span>{label}</span>
            <input
              class="input"
              // The typings want one branch a type.
              type={(filter.type === 'dates' ? 'date' : 'number') as 'text'}
              name={`${filter.name}${part}`}
              value={value}
              step={filter.type === 'numbers' ? 'any' : undefined}
              {...faulty(filter)}
            />
          </label>
        ))}
      </div>
      <Problem filter={filter} />
    </fieldset>
  )
}

const problemId = ({ name, type }: FilterModel) => `list-${name}-${type}-problem`

function faulty(filter: FilterModel) {
  return filter.problem ? { 'aria-invalid': 'true' as const, 'aria-describedby': problemId(filter) } : {}
}

function Problem({ filter }: { filter: FilterModel }) {
  if (!filter.problem) return null
  return (
    <p class="field-error" id={problemId(filter)}>
      <Icon name="error" size={16} />
      <span>{filter.problem}</span>
    </p>
  )
}

function ColumnChoice({ list }: { list: Pick<ListModel, 'choosable'> }) {
  const t = useText()
  return (
    <fieldset class="list-field">
      <legend class="field-label">{t('layout.list.columns')}</legend>
      <div class="choices">
        {list.choosable.map(({ key, label, shown }) => (
          <label class="choice choice-small" key={key}>
            <input type="checkbox" name="columns" value={key} checked={shown} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
