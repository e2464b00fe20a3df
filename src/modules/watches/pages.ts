import { WatchFormPage } from '../../../templates/pages/watches/watch-form-page.tsx'
import { WatchesPage } from '../../../templates/pages/watches/watches-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { changeWatch } from './commands/change-watch.ts'
import { endWatch } from './commands/end-watch.ts'
import { watchProjects } from './commands/watch-projects.ts'
import { listMyWatches } from './queries/watches.ts'

const path = '/project-watches'

const mine = page({
  name: 'watches.myWatchesPage',
  path,
  permission: 'member',
  show: async ({ ask, form }) => draw(WatchesPage, { ...(await ask(listMyWatches, {})), form: form() }),
})

/** Opened from the list of projects, which hands over what its address says. */
const save = page({
  name: 'watches.newWatchPage',
  path: `${path}/new`,
  permission: 'member',
  async show({ form, query: { cursor: _cursor, ...said }, queryFields }) {
    const asked = new URLSearchParams(
      queryFields
        .filter(([name]) => name !== 'cursor')
        .map(([name, value]): [string, string] => [name, value]),
    )
    return draw(WatchFormPage, {
      found: null,
      form: form({ query: asked.toString(), name: said.search ?? '', rhythm: 'daily' }),
    })
  },
  submit: { command: watchProjects, done: () => go(path, success('watches.saved')) },
})

const one = page({
  name: 'watches.watchPage',
  path: `${path}/:watchId`,
  permission: 'member',
  async show({ ask, form, params }) {
    const { items } = await ask(listMyWatches, {})
    const found = items.find(({ id }) => id === params.watchId)
    if (!found) throw notFound()
    return draw(WatchFormPage, { found, form: form(found) })
  },
  submit: { command: changeWatch, done: () => go(path, success('watches.saved')) },
})

const forget = action({
  name: 'watches.endWatchAction',
  path: `${path}/:watchId/forget`,
  permission: 'member',
  command: endWatch,
  done: () => go(path, success('watches.forgotten')),
  back: () => path,
})

export const pages: readonly AnyPage[] = [mine, save, one, forget]
