import { useText } from '../view-context.tsx'
import { CheckboxGroup, type CheckboxGroupProps } from './fields.tsx'
import { Icon } from './icon.tsx'

/**
 * Several out of many. All of them stand in a frame of their own; where scripts run, a line above narrows them. What is
 * ticked stays in sight.
 */
export function ChoiceSearch({ searchLabel, ...props }: CheckboxGroupProps & { searchLabel: string }) {
  const t = useText()
  return (
    <div class="choice-search" data-choice-search>
      <CheckboxGroup
        {...props}
        before={
          <div class="search-box" hidden data-choice-query>
            <Icon name="search" size={20} />
            <input class="input" type="search" aria-label={searchLabel} autocomplete="off" />
            <span class="visually-hidden" role="status" data-none={t('components.choices.none')} />
          </div>
        }
      />
    </div>
  )
}
