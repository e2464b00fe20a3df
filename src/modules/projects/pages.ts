import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { AmendPage } from '../../../templates/pages/projects/amend-page.tsx'
import { CategoriesPage } from '../../../templates/pages/projects/categories-page.tsx'
import { CategoryPage } from '../../../templates/pages/projects/category-page.tsx'
import { DemandPage } from '../../../templates/pages/projects/demand-page.tsx'
import { ProjectFilePage } from '../../../templates/pages/projects/file-page.tsx'
import { FindPage } from '../../../templates/pages/projects/find-page.tsx'
import { ProjectFormPage } from '../../../templates/pages/projects/project-form-page.tsx'
import { type FitModel, ProjectPage } from '../../../templates/pages/projects/project-page.tsx'
import { QuestionPage } from '../../../templates/pages/projects/question-page.tsx'
import { RemoveDemandPage } from '../../../templates/pages/projects/remove-demand-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { minorUnits, plainMoney } from '../../platform/presentation/money.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import { listClasses } from '../membership/index.ts'
import { isMember } from '../people/index.ts'
import { attachment } from './attachment.ts'
import { addDemand } from './commands/add-demand.ts'
import { addProjectFile } from './commands/add-project-file.ts'
import { amendProject } from './commands/amend-project.ts'
import { answerQuestion } from './commands/answer-question.ts'
import { archiveCategory } from './commands/archive-category.ts'
import { askQuestion } from './commands/ask-question.ts'
import { bookmarkProject } from './commands/bookmark-project.ts'
import { cancelProject } from './commands/cancel-project.ts'
import { changeCategory } from './commands/change-category.ts'
import { changeProject } from './commands/change-project.ts'
import { changeQuestion } from './commands/change-question.ts'
import { closeProject } from './commands/close-project.ts'
import { declareCategory } from './commands/declare-category.ts'
import { discardProject } from './commands/discard-project.ts'
import { draftProject } from './commands/draft-project.ts'
import { forgetProject } from './commands/forget-project.ts'
import { publishProject } from './commands/publish-project.ts'
import { removeDemand } from './commands/remove-demand.ts'
import { removeProjectFile } from './commands/remove-project-file.ts'
import { restoreCategory } from './commands/restore-category.ts'
import { reviewProject } from './commands/review-project.ts'
import { withdrawQuestion } from './commands/withdraw-question.ts'
import { type AddendumReply, ProjectReference, type ProjectReply, SlugReference } from './contract.ts'
import { findModel, partiesOf } from './pages/find-model.ts'
import { extendedUntil, statusTones } from './project.ts'
import { listAddenda } from './queries/addenda.ts'
import { listCategories, listUnitsToDraftIn } from './queries/categories.ts'
import { readMatch } from './queries/match.ts'
import { readProject, readProjectAt } from './queries/project.ts'
import { projectList } from './queries/project-list.ts'
import { listQuestions } from './queries/questions.ts'

const managed = '/managed-projects'
const list = '/projects'
const settings = '/settings/project-categories'
const addressOf = ({ slug }: { slug: string }) => `/projects/${slug}`

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
    const isOpen = project.status === 'published' || project.status === 'draft'
    const { id: projectId } = project
    const none = { items: [] }
    const [{ items: addenda }, { items: questions }] = await Promise.all([
      project.addenda > 0 ? ask(listAddenda, { projectId }) : none,
      project.hasQuestions ? ask(listQuestions, { projectId }) : none,
    ])
    return draw(ProjectPage, {
      project,
      addenda,
      questions,
      categoryNames: addenda.some(namesCategory) ? await categoryNames({ ask }) : {},
      fit: isOpen && isMember(caller.actor, caller.now) ? await fitOf(ask, project, query.for, t) : null,
      tones: statusTones,
      form: form(),
      // What is done for a project while it is open stands in rooms above.
      links: project.status === 'published' ? links('project', { slug: project.slug }) : [],
      // …and what there is to settle before others find it.
      settings: project.abilities.change ? links('managedProject', { projectId: project.id }) : [],
      origin: caller.request?.origin ?? null,
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
  const { id: projectId, openTo, skills, experienceYears, demands, position } = project
  // Of nothing that is asked for, nothing fits or is missing.
  if (skills.length + demands.length + experienceYears === 0 && position === null) return null
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

const all = page({
  name: 'projects.managedPage',
  path: managed,
  permission: 'projects.manage',
  navigation: { group: 'administration', label: 'projects.list.title', icon: 'work', order: 27 },
  show: async (context) => draw(ListPage, { list: await listModel(projectList, context) }),
})

/** People write 1,000.50; programs send minor units. */
function amountsTidied(input: Record<string, unknown>): Record<string, unknown> {
  const currency = String(input.currency ?? '')
  const amounts = Object.entries(input).map(([name, value]) => [
    name,
    ['budgetFrom', 'budgetUntil', 'estimate', 'amount'].includes(name) &&
    value !== undefined &&
    value !== null
      ? (minorUnits(String(value), currency) ?? value)
      : value,
  ])
  return Object.fromEntries(amounts)
}

const draft = page({
  name: 'projects.draftPage',
  path: `${managed}/new`,
  permission: 'projects.manage',
  async show(context) {
    const { ask, form, timeZone, query } = context
    const [units, categories, grades] = await Promise.all([
      ask(listUnitsToDraftIn, {}),
      ask(listCategories, {}),
      gradesOffered(context),
    ])
    const initial = { unitId: query.unitId ?? '', timeZone, ...usual }
    return draw(ProjectFormPage, {
      found: null,
      units: units.items,
      categories: categories.items,
      grades,
      form: form(initial),
    })
  },
  submit: {
    command: draftProject,
    tidy: amountsTidied,
    done: (result) => go(addressOf(result), success('projects.drafted')),
  },
})

interface Grade {
  value: string
  label: string
}

/** What the association calls its grades; those that are put away are offered no more. */
async function gradesOffered({ ask, caller }: PageContext): Promise<Grade[]> {
  const { items } = await ask(listClasses, {})
  return items
    .filter(({ facet, archivedAt }) => facet === 'grade' && archivedAt === null)
    .map(({ key, label }) => ({ value: key, label: textIn(label, caller.locale()) }))
}

const usual = { priority: 'normal', visibility: 'public', openTo: 'either', experienceYears: 0 }

async function managedProject({ ask, params }: PageContext): Promise<ProjectReply> {
  const reference = ProjectReference.safeParse(params)
  if (!reference.success) throw notFound()
  const project = await ask(readProject, reference.data)
  if (!project.abilities.change) throw notAllowed()
  return project
}

/** A draft, or one that is open and changes by an addendum; with where that would move the deadline to. */
async function changeableProject(
  context: PageContext,
): Promise<{ project: ProjectReply; movesTo: Date | null }> {
  const { ask, params, caller } = context
  const reference = ProjectReference.safeParse({ projectId: params.projectId })
  if (!reference.success) throw notFound()
  const project = await ask(readProject, reference.data)
  const { change, amend } = project.abilities
  if (!change && !amend) throw notAllowed()
  return { project, movesTo: amend ? extendedUntil(project, caller.now) : null }
}

const edit = page({
  name: 'projects.editPage',
  path: `${managed}/:projectId/edit`,
  permission: 'projects.manage',
  async show(context) {
    const [project, categories, grades] = await Promise.all([
      managedProject(context),
      context.ask(listCategories, {}),
      gradesOffered(context),
    ])
    return draw(ProjectFormPage, {
      found: project,
      units: [],
      categories: categories.items,
      grades,
      form: context.form(typedIn(project)),
    })
  },
  submit: {
    command: changeProject,
    tidy: amountsTidied,
    done: (result) => go(addressOf(result), success('projects.saved')),
  },
})

/** What stands in the fields of the form. */
function typedIn(project: ProjectReply): object {
  const { currency, category, position, deadlineThere } = project
  const money = (amount: number | null) =>
    amount === null || currency === null ? '' : plainMoney(amount, currency)
  const lines = Object.fromEntries(
    (['sectors', 'keywords', 'requirements', 'skills'] as const).map((name) => [
      name,
      project[name].join('\n'),
    ]),
  )
  const plain = Object.fromEntries(Object.entries(project).map(([name, value]) => [name, value ?? '']))
  return {
    ...plain,
    ...lines,
    grades: project.grades,
    categoryId: category?.id ?? '',
    budgetFrom: money(project.budgetFrom),
    budgetUntil: money(project.budgetUntil),
    estimate: money(project.estimate),
    position: position ? `${position.latitude}, ${position.longitude}` : '',
    deadline: deadlineThere ?? '',
  }
}

const demand = page({
  name: 'projects.addDemandPage',
  path: `${managed}/:projectId/demands/new`,
  permission: 'projects.manage',
  show: async (context) =>
    draw(DemandPage, { ...(await changeableProject(context)), form: context.form({ kind: 'licence' }) }),
  submit: {
    command: addDemand,
    // The currency is that of the project, which the page holds beside the field.
    tidy({ currency, ...input }) {
      const { currency: _currency, ...rest } = amountsTidied({ ...input, currency })
      return rest
    },
    done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.demand.added')),
  },
})

/** Buttons know a project by its id; its page has an address that people can read. */
const managedOne = page({
  name: 'projects.managedOnePage',
  path: `${managed}/:projectId`,
  permission: 'projects.manage',
  async show({ ask, params }) {
    const reference = ProjectReference.safeParse(params)
    if (!reference.success) throw notFound()
    return go(addressOf(await ask(readProject, reference.data)))
  },
})

const back = ({ params }: PageContext) => `${managed}/${params.projectId}`

const dropDemand = page({
  name: 'projects.removeDemandPage',
  path: `${managed}/:projectId/demands/:demandId/remove`,
  permission: 'projects.manage',
  async show(context) {
    const { project, movesTo } = await changeableProject(context)
    const demand = project.demands.find(({ id }) => id === context.params.demandId)
    if (!demand) throw notFound()
    return draw(RemoveDemandPage, { project, demand, movesTo, form: context.form() })
  },
  submit: {
    command: removeDemand,
    done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.demand.removed')),
  },
})

const amend = page({
  name: 'projects.amendPage',
  path: `${managed}/:projectId/addenda/new`,
  permission: 'projects.manage',
  async show(context) {
    const [{ project, movesTo }, categories, grades] = await Promise.all([
      changeableProject(context),
      context.ask(listCategories, {}),
      gradesOffered(context),
    ])
    if (!project.abilities.amend) throw notAllowed()
    return draw(AmendPage, {
      project,
      movesTo,
      categories: categories.items,
      grades,
      form: context.form(typedIn(project)),
    })
  },
  submit: {
    command: amendProject,
    tidy: amountsTidied,
    done: (result) => go(addressOf(result), success('projects.addenda.issued', { number: result.number })),
  },
})

const addFile = page({
  name: 'projects.addFilePage',
  path: `${managed}/:projectId/files/new`,
  permission: 'projects.manage',
  async show(context) {
    const { project } = await changeableProject(context)
    return draw(ProjectFilePage, { project, taken: attachment, form: context.form() })
  },
  submit: {
    command: addProjectFile,
    done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.files.added')),
  },
})

const dropFile = action({
  name: 'projects.removeFileAction',
  path: `${managed}/:projectId/files/:fileId/remove`,
  permission: 'projects.manage',
  command: removeProjectFile,
  done: ({ projectId }) => go(`${managed}/${projectId}`, success('projects.files.removed')),
  back,
})

const asked = '/projects/:projectId/questions'
const questionsOf = ({ projectId }: { projectId: string }) => `/projects/${projectId}/questions`

/** The project of a page about a question, and the question if the address names one. */
async function questionedProject({ ask, params }: PageContext) {
  const reference = ProjectReference.safeParse({ projectId: params.projectId })
  if (!reference.success) throw notFound()
  const [project, { items }] = await Promise.all([
    ask(readProject, reference.data),
    ask(listQuestions, reference.data),
  ])
  return { project, question: items.find(({ id }) => id === params.questionId) ?? null }
}

/** People know a project by another address: it leads there. */
const questions = page({
  name: 'projects.questionsPage',
  path: asked,
  permission: 'anyone',
  async show({ ask, params }) {
    const reference = ProjectReference.safeParse(params)
    if (!reference.success) throw notFound()
    return go(`${addressOf(await ask(readProject, reference.data))}#questions`)
  },
})

const askPage = page({
  name: 'projects.askPage',
  path: `${asked}/new`,
  permission: 'member',
  async show(context) {
    const { project } = await questionedProject(context)
    if (!project.abilities.ask) throw notAllowed()
    return draw(QuestionPage, {
      project,
      question: null,
      does: 'ask',
      action: `${questionsOf({ projectId: project.id })}/new`,
      form: context.form(),
    })
  },
  submit: {
    command: askQuestion,
    done: (result) => go(questionsOf(result), success('projects.questions.asked')),
  },
})

const changeQuestionPage = page({
  name: 'projects.changeQuestionPage',
  path: `${asked}/:questionId/edit`,
  permission: 'member',
  async show(context) {
    const { project, question } = await questionedProject(context)
    if (!question?.isOwn) throw notFound()
    if (!question.abilities.change) throw notAllowed()
    return draw(QuestionPage, {
      project,
      question,
      does: 'change',
      action: `${questionsOf({ projectId: project.id })}/${question.id}/edit`,
      form: context.form({ text: question.text }),
    })
  },
  submit: {
    command: changeQuestion,
    done: (result) => go(questionsOf(result), success('projects.questions.changed')),
  },
})

const withdraw = action({
  name: 'projects.withdrawQuestionAction',
  path: `${asked}/:questionId/withdraw`,
  permission: 'member',
  command: withdrawQuestion,
  done: (result) => go(questionsOf(result), success('projects.questions.withdrawn')),
  back: ({ params }) => `/projects/${params.projectId}/questions`,
})

const answer = page({
  name: 'projects.answerPage',
  path: `${managed}/:projectId/questions/:questionId/answer`,
  permission: 'projects.manage',
  async show(context) {
    const { project, question } = await questionedProject(context)
    if (!question) throw notFound()
    if (!question.abilities.answer) throw notAllowed()
    return draw(QuestionPage, {
      project,
      question,
      does: 'answer',
      action: `${managed}/${project.id}/questions/${question.id}/answer`,
      form: context.form(),
    })
  },
  submit: {
    command: answerQuestion,
    done: (result) => go(questionsOf(result), success('projects.questions.answered')),
  },
})

const publish = action({
  name: 'projects.publishAction',
  path: `${managed}/:projectId/publish`,
  permission: 'projects.manage',
  command: publishProject,
  done: (result) => go(addressOf(result), success('projects.published')),
  back,
})

const discard = action({
  name: 'projects.discardAction',
  path: `${managed}/:projectId/discard`,
  permission: 'projects.manage',
  command: discardProject,
  done: () => go(managed, success('projects.discarded')),
  back,
})

const close = action({
  name: 'projects.closeAction',
  path: `${managed}/:projectId/close`,
  permission: 'projects.manage',
  command: closeProject,
  done: (result) => go(addressOf(result), success('projects.closedNow')),
  back,
})

const review = action({
  name: 'projects.reviewAction',
  path: `${managed}/:projectId/review`,
  permission: 'projects.manage',
  command: reviewProject,
  done: (result) => go(addressOf(result), success('projects.reviewBegun')),
  back,
})

const cancel = action({
  name: 'projects.cancelAction',
  path: `${managed}/:projectId/cancel`,
  permission: 'projects.manage',
  command: cancelProject,
  done: (result) => go(addressOf(result), success('projects.cancelledNow')),
  back,
})

const categories = page({
  name: 'projects.categoriesPage',
  path: settings,
  permission: 'projects.sort',
  navigation: { group: 'settings', label: 'projects.categories.title', icon: 'work', order: 24 },
  show: async ({ ask }) => draw(CategoriesPage, await ask(listCategories, {})),
})

const newCategory = page({
  name: 'projects.newCategoryPage',
  path: `${settings}/new`,
  permission: 'projects.sort',
  show: async ({ ask, form, locales }) =>
    draw(CategoryPage, {
      found: null,
      categories: (await ask(listCategories, {})).items,
      languages: locales,
      form: form(),
    }),
  submit: { command: declareCategory, done: () => go(settings, success('projects.categories.saved')) },
})

const oneCategory = page({
  name: 'projects.categoryPage',
  path: `${settings}/:categoryId`,
  permission: 'projects.sort',
  async show({ ask, form, locales, params }) {
    const { items } = await ask(listCategories, {})
    const found = items.find(({ id }) => id === params.categoryId)
    if (!found) throw notFound()
    return draw(CategoryPage, {
      found,
      categories: items,
      languages: locales,
      form: form({ name: found.name }),
    })
  },
  submit: { command: changeCategory, done: () => go(settings, success('projects.categories.saved')) },
})

const archive = action({
  name: 'projects.archiveCategoryAction',
  path: `${settings}/:categoryId/archive`,
  permission: 'projects.sort',
  command: archiveCategory,
  done: () => go(settings, success('projects.categories.archivedNow')),
  back: ({ params }) => `${settings}/${params.categoryId}`,
})

const restore = action({
  name: 'projects.restoreCategoryAction',
  path: `${settings}/:categoryId/restore`,
  permission: 'projects.sort',
  command: restoreCategory,
  done: () => go(settings, success('projects.categories.restoredNow')),
  back: ({ params }) => `${settings}/${params.categoryId}`,
})

export const pages: readonly AnyPage[] = [
  find,
  one,
  bookmark,
  forget,
  all,
  draft,
  edit,
  demand,
  amend,
  addFile,
  dropFile,
  questions,
  askPage,
  changeQuestionPage,
  withdraw,
  answer,
  managedOne,
  dropDemand,
  publish,
  discard,
  close,
  review,
  cancel,
  categories,
  newCategory,
  oneCategory,
  archive,
  restore,
]
