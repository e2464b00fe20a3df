import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { Button } from '../button.tsx'

/** What can be done with the rows that are ticked, or with all that match. It comes forward once a box is ticked. */
export function BulkBar({ list }: { list: ListModel }) {
  const t = useText()
  return (
    <fieldset class="bulk-bar">
      <legend class="visually-hidden">{t('layout.list.bulk.title')}</legend>
      <label class="choice choice-small">
        <input type="checkbox" name="all" value="true" />
        <span>
          {t('layout.list.bulk.all', { count: list.total.count, more: list.total.isMore ? 'yes' : 'no' })}
        </span>
      </label>
      <input type="hidden" name="match" value={list.match} />
      <div class="button-group">
        {list.bulk.map(({ path, label, danger }) => (
          <Button key={path} type="submit" formaction={path} variant={danger ? 'danger' : 'secondary'}>
            {label}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
