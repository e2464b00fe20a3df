import { PreviewPage } from '../../../templates/pages/sources/preview-page.tsx'
import { SourceFormPage } from '../../../templates/pages/sources/source-form-page.tsx'
import { SourcePage } from '../../../templates/pages/sources/source-page.tsx'
import { SourcesPage } from '../../../templates/pages/sources/sources-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listUnitsToDraftIn } from '../projects/index.ts'
import { changeSource } from './commands/change-source.ts'
import { declareSource } from './commands/declare-source.ts'
import { previewSource } from './commands/preview-source.ts'
import { runSource } from './commands/run-source.ts'
import { SourceReference, type SourceReply } from './contract.ts'
import { listSources, readSource } from './queries/sources.ts'
import { caltrans, targets } from './source.ts'

const home = '/project-sources'

const all = page({
  name: 'sources.sourcesPage',
  path: home,
  permission: 'sources.manage',
  navigation: { group: 'administration', label: 'sources.title', icon: 'work', order: 28 },
  show: async ({ ask }) => draw(SourcesPage, await ask(listSources, {})),
})

async function sourceOf({ ask, params }: PageContext): Promise<SourceReply> {
  const reference = SourceReference.safeParse({ sourceId: params.sourceId })
  if (!reference.success) throw notFound()
  return ask(readSource, reference.data)
}

const one = page({
  name: 'sources.sourcePage',
  path: `${home}/:sourceId`,
  permission: 'sources.manage',
  show: async (context) => draw(SourcePage, { source: await sourceOf(context), form: context.form() }),
})

const usual = { kind: 'samgov', dayOrder: 'ymd', visibility: 'public', publishes: true }

const preset = {
  kind: 'csv',
  name: 'Caltrans',
  ...caltrans,
  currency: 'USD',
  timeZone: 'America/Los_Angeles',
}

const create = page({
  name: 'sources.newSourcePage',
  path: `${home}/new`,
  permission: 'sources.manage',
  async show({ ask, form, timeZone, query }) {
    const { items } = await ask(listUnitsToDraftIn, {})
    const initial = { ...usual, timeZone, ...(query.preset === 'caltrans' ? preset : {}) }
    return draw(SourceFormPage, { found: null, units: items, targets, form: form(initial) })
  },
  submit: {
    command: declareSource,
    done: ({ sourceId }) => go(`${home}/${sourceId}`, success('sources.saved')),
  },
})

const edit = page({
  name: 'sources.editSourcePage',
  path: `${home}/:sourceId/edit`,
  permission: 'sources.manage',
  async show(context) {
    const found = await sourceOf(context)
    return draw(SourceFormPage, { found, units: [], targets, form: context.form(found) })
  },
  submit: {
    command: changeSource,
    done: ({ sourceId }) => go(`${home}/${sourceId}`, success('sources.saved')),
  },
})

const run = action({
  name: 'sources.runSourceAction',
  path: `${home}/:sourceId/run`,
  permission: 'sources.manage',
  command: runSource,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back: ({ params }) => `${home}/${params.sourceId}`,
})

/** What a source holds is looked at and kept nowhere, so it is drawn at once. */
const preview = page({
  name: 'sources.previewSourcePage',
  path: `${home}/:sourceId/preview`,
  permission: 'sources.manage',
  async show(context) {
    return draw(SourcePage, { source: await sourceOf(context), form: context.form() })
  },
  submit: {
    command: previewSource,
    done: (preview) => draw(PreviewPage, { preview }),
  },
})

export const pages: readonly AnyPage[] = [all, create, one, edit, run, preview]
