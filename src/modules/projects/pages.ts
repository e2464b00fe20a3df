import { FindPage } from '../../../templates/pages/projects/find-page.tsx'
import { type FitModel, ProjectPage } from '../../../templates/pages/projects/project-page.tsx'
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
import { markdownToText } from '../../platform/presentation/markdown.ts'
import { isMember } from '../people/index.ts'
import { bookmarkProject } from './commands/bookmark-project.ts'
import { forgetProject } from './commands/forget-project.ts'
import { type AddendumReply, type ProjectReply, SlugReference } from './contract.ts'
import { list } from './pages/addresses.ts'
import { amendingPages, dropDemand } from './pages/amending.ts'
import { areaPages } from './pages/area.ts'
import { categoryPages } from './pages/categories.ts'
import { findModel, partiesOf } from './pages/find-model.ts'
import { invitationPages } from './pages/invitations.ts'
import { managedOne, managedPages } from './pages/managed.ts'
import { questionPages } from './pages/questions.ts'
import { stepPages } from './pages/steps.ts'
import { statusTones } from './project.ts'
import { listAddenda } from './queries/addenda.ts'
import { listCategories } from './queries/categories.ts'
import { readMatch } from './queries/match.ts'
import { readProjectAt } from './queries/project.ts'
import { listQuestions } from './queries/questions.ts'
import { structuredOf } from './structured.ts'

const find = page({
  name: 'projects.findPage',
  path: '/projects',
  permission: 'anyone',
  navigation: { group: 'association', label: 'projects.find.title', icon: 'work', order: 12 },
  show: async (context) => draw(FindPage, await findModel(context)),
})

const one = page({
  name: 'projects.projectPage',
  path: '/projects/:slug',
  permission: 'anyone',
  async show({ ask, params, query, form, caller, t, links }) {
    const reference = SlugReference.safeParse(params)
    if (!reference.success) throw notFound()
    const project = await ask(readProjectAt, reference.data)
    const { id: projectId } = project
    const none = { items: [] }
    const [{ items: addenda }, { items: questions }] = await Promise.all([
      project.addenda > 0 ? ask(listAddenda, { projectId }) : none,
      project.hasQuestions ? ask(listQuestions, { projectId }) : none,
    ])
    const origin = caller.request?.origin ?? null
    const about = project.summary ?? markdownToText(project.description ?? '', 300)
    return draw(ProjectPage, {
      project,
      about,
      addenda,
      questions,
      categoryNames: addenda.some(namesCategory) ? await categoryNames({ ask }) : {},
      fit:
        project.status === 'published' && isMember(caller.actor, caller.now)
          ? await fitOf(ask, project, query.for, t)
          : null,
      tones: statusTones,
      form: form(),
      // What is done for a project while it is open stands in rooms above.
      links: project.status === 'published' ? links('project', { slug: project.slug }) : [],
      // …and what there is to settle before others find it, or to look up afterwards: who opened its sealed bids, and when.
      settings: [
        ...(project.abilities.change || (project.abilities.manage && project.isSealed)
          ? links('managedProject', { projectId: project.id })
          : []),
        ...(project.abilities.readBids ? links('endedProject', { projectId: project.id }) : []),
      ],
      origin,
      structured:
        project.visibility === 'public' && project.status !== 'draft'
          ? structuredOf(project, about, `${origin ?? ''}/projects/${project.slug}`)
          : null,
    })
  },
})

const namesCategory = ({ changes }: AddendumReply) =>
  changes.some((change) => change.of === 'field' && change.field === 'categoryId')

async function categoryNames({ ask }: Pick<PageContext, 'ask'>): Promise<Record<string, string>> {
  const { items } = await ask(listCategories, {})
  return Object.fromEntries(items.map(({ id, label }) => [id, label]))
}

/** How well it fits the reader, or a company that they act for. */
async function fitOf(
  ask: PageContext['ask'],
  project: ProjectReply,
  asked: string | undefined,
  t: PageContext['t'],
): Promise<FitModel | null> {
  const { id: projectId, openTo, skills, experienceYears, demands, position, applicantsNeed } = project
  // Of nothing that is asked for, nothing fits or is missing.
  if (skills.length + demands.length + applicantsNeed.length + experienceYears === 0 && position === null)
    return null
  const kinds = { person: ['me'], company: ['company'], either: ['me', 'company'] }[openTo]
  const parties = (await partiesOf(ask, t)).filter(([value]) =>
    kinds.includes(value === 'me' ? 'me' : 'company'),
  )
  const whom = (parties.find(([value]) => value === asked) ?? parties[0])?.[0]
  // It is for companies, and the reader acts for none.
  if (whom === undefined) return null
  return {
    match: await ask(readMatch, { projectId, for: whom }),
    parties: parties.map(([value, label]) => ({ value, label, isShown: value === whom })),
  }
}

/** A page of projects and nothing else: the text comes from the address bar. */
function keptFrom({ query: { back = list } }: PageContext): string {
  return /^\/projects(\/[a-z0-9-]+)?(\?[\w%&=.+~*-]*)?$/.test(back) ? back : list
}

const bookmark = action({
  name: 'projects.bookmarkAction',
  path: `${list}/:projectId/bookmark`,
  permission: 'member',
  command: bookmarkProject,
  done: (_result, context) => go(keptFrom(context), success('projects.bookmarks.kept')),
  back: keptFrom,
})

const forget = action({
  name: 'projects.forgetAction',
  path: `${list}/:projectId/forget`,
  permission: 'member',
  command: forgetProject,
  done: (_result, context) => go(keptFrom(context), success('projects.bookmarks.forgotten')),
  back: keptFrom,
})

export const pages: readonly AnyPage[] = [
  find,
  one,
  bookmark,
  forget,
  ...managedPages,
  ...amendingPages,
  ...questionPages,
  ...invitationPages,
  ...areaPages,
  managedOne,
  dropDemand,
  ...stepPages,
  ...categoryPages,
]
