import { QuestionPage } from '../../../../templates/pages/projects/question-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { answerQuestion } from '../commands/answer-question.ts'
import { askQuestion } from '../commands/ask-question.ts'
import { changeQuestion } from '../commands/change-question.ts'
import { withdrawQuestion } from '../commands/withdraw-question.ts'
import { readProject } from '../queries/project.ts'
import { listQuestions } from '../queries/questions.ts'
import { addressOf, managed, referenceOf } from './addresses.ts'

const asked = '/projects/:projectId/questions'
const questionsOf = ({ projectId }: { projectId: string }) => `/projects/${projectId}/questions`

/** The project of a page about a question, and the question if the address names one. */
async function questionedProject({ ask, params }: PageContext) {
  const [project, { items }] = await Promise.all([
    ask(readProject, referenceOf(params)),
    ask(listQuestions, referenceOf(params)),
  ])
  return { project, question: items.find(({ id }) => id === params.questionId) ?? null }
}

/** People know a project by another address: it leads there. */
const questions = page({
  name: 'projects.questionsPage',
  path: asked,
  permission: 'anyone',
  async show({ ask, params }) {
    return go(`${addressOf(await ask(readProject, referenceOf(params)))}#questions`)
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

export const questionPages: readonly AnyPage[] = [questions, askPage, changeQuestionPage, withdraw, answer]
