import type { ViewsModel } from '../../../src/platform/presentation/list.ts'
import { useText } from '../../view-context.tsx'
import { ActionForm, LinkButton } from '../button.tsx'
import { Tabs } from '../tabs.tsx'

/** The views that somebody saved, each with an address of its own. */
export function ViewTabs({ views }: { views: ViewsModel }) {
  const t = useText()
  if (views.tabs.length === 1) return null
  return <Tabs label={t('layout.list.views.title')} items={views.tabs} />
}

/** What can be done with the view that is open, or with what was asked and is none yet. */
export function ViewActions({ views, path }: { views: ViewsModel; path: string }) {
  const t = useText()
  const { current } = views
  if (current?.isMine && !current.isChanged)
    return (
      <ActionForm
        action={`/views/${current.id}/delete?${new URLSearchParams({ back: path })}`}
        variant="quiet"
        confirm={t('layout.list.views.forgetConfirm', { name: current.name })}
      >
        {t('layout.list.views.forget')}
      </ActionForm>
    )
  if (views.query === '' || (current && !current.isChanged)) return null
  const save = new URLSearchParams({ list: views.list, query: views.query, back: path })
  if (current?.isMine) {
    save.set('name', current.name)
    if (current.isDefault) save.set('isDefault', 'true')
  }
  return (
    <LinkButton href={`/views/new?${save}`} variant="quiet" icon="plus">
      {t('layout.list.views.save')}
    </LinkButton>
  )
}
