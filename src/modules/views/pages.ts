import { SaveViewPage } from '../../../templates/pages/views/save-view-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { deleteView } from './commands/delete-view.ts'
import { saveView } from './commands/save-view.ts'
import { listPlacesToShare } from './queries/views.ts'

/** Opened from a list, which hands over where it is and what its address says. */
const newView = page({
  name: 'views.newViewPage',
  path: '/views/new',
  permission: 'member',
  async show({ ask, query, form }) {
    const { items } = await ask(listPlacesToShare, {})
    return draw(SaveViewPage, { places: items, back: localPath(query.back), form: form(query) })
  },
  submit: {
    command: saveView,
    done: (view, { query }) =>
      go(
        `${localPath(query.back)}?${view.query === '' ? '' : `${view.query}&`}view=${view.id}`,
        success('views.save.done', { name: view.name }),
      ),
  },
})

const forget = action({
  name: 'views.deleteViewAction',
  path: '/views/:viewId/delete',
  permission: 'member',
  command: deleteView,
  done: (_result, { query }) => go(`${localPath(query.back)}?view=all`, success('views.delete.done')),
  back: ({ query }) => localPath(query.back),
})

/** A page of ours and nothing else: the text comes from the address bar. */
function localPath(text = '/'): string {
  return /^(\/[a-z0-9-]+)+$/.test(text) ? text : '/'
}

export const pages: readonly AnyPage[] = [newView, forget]
