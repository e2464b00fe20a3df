import type { ViewsModel } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { ActionForm, LinkButton } from '../button.tsx'
import { Tabs } from '../tabs.tsx'

/** The views that somebody saved, each with an address of its own, and what can be done with the one that is open. */
export function ViewTabs({ views, path }: { views: ViewsModel; path: string }) {
  const t = useText()
  const { current } = views
  const save = new URLSearchParams({ list: views.list, query: views.query, back: path })
  if (current?.isMine) {
    save.set('name', current.name)
    if (current.isDefault) save.set('isDefault', 'true')
  }
  const isWorthSaving = current ? current.isChanged || !current.isMine : views.query !== ''
  if (views.tabs.length === 1 && !isWorthSaving) return null
  return (
    <div class="list-views">
      {views.tabs.length > 1 && <Tabs label={t('layout.list.views.title')} items={views.tabs} />}
      <div class="button-group">
        {isWorthSaving && (
          <LinkButton href={`/views/new?${save}`} variant="quiet" icon="plus">
            {t('layout.list.views.save')}
          </LinkButton>
        )}
        {current?.isMine && !current.isChanged && (
          <ActionForm
            action={`/views/${current.id}/delete?${new URLSearchParams({ back: path })}`}
            variant="quiet"
            confirm={t('layout.list.views.forgetConfirm', { name: current.name })}
          >
            {t('layout.list.views.forget')}
          </ActionForm>
        )}
      </div>
    </div>
  )
}
