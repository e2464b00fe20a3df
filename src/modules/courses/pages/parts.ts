import { LessonPage } from '../../../../templates/pages/courses/lesson-page.tsx'
import { ModulePage } from '../../../../templates/pages/courses/module-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { addLesson } from '../commands/add-lesson.ts'
import { addModule } from '../commands/add-module.ts'
import { changeLesson } from '../commands/change-lesson.ts'
import { changeModule } from '../commands/change-module.ts'
import { moveLesson } from '../commands/move-lesson.ts'
import { moveModule } from '../commands/move-module.ts'
import { removeLesson } from '../commands/remove-lesson.ts'
import { removeModule } from '../commands/remove-module.ts'
import type { DraftModule, DraftReply, WrittenLesson } from '../contract.ts'
import { lessonKinds } from '../lesson.ts'
import { readDraft, readWrittenLesson } from '../queries/drafts.ts'
import { backToDraft, courseIn, draftOf, lessonIn, moduleIn, written } from './addresses.ts'

const path = `${written}/:courseId/draft`

const newModule = page({
  name: 'courses.newModulePage',
  path: `${path}/modules/new`,
  permission: 'person',
  show: async ({ ask, params, form }) =>
    draw(ModulePage, { draft: await ask(readDraft, courseIn(params)), found: null, form: form() }),
  submit: { command: addModule, done: (result) => go(draftOf(result), success('courses.modules.added')) },
})

function moduleOf({ modules }: DraftReply, moduleId: string | undefined): DraftModule {
  const found = modules.find(({ id }) => id === moduleId)
  if (!found) throw notFound()
  return found
}

const oneModule = page({
  name: 'courses.modulePage',
  path: `${path}/modules/:moduleId`,
  permission: 'person',
  async show({ ask, params, form }) {
    const draft = await ask(readDraft, courseIn(params))
    const found = moduleOf(draft, params.moduleId)
    const { title, description, objectives, isPreview, releasedThere, releaseAfterDays } = found
    return draw(ModulePage, {
      draft,
      found,
      form: form({
        ...{ title, description: description ?? '', objectives: objectives.join('\n'), isPreview },
        ...{ releasedAt: releasedThere ?? '', releaseAfterDays: releaseAfterDays ?? '' },
      }),
    })
  },
  submit: { command: changeModule, done: (result) => go(draftOf(result), success('courses.saved')) },
})

const placeModule = action({
  name: 'courses.moveModuleAction',
  path: `${path}/modules/:moduleId/move`,
  permission: 'person',
  command: moveModule,
  done: (result) => go(`${draftOf(result)}#module-${result.moduleId}`),
  back: backToDraft,
})

const dropModule = action({
  name: 'courses.removeModuleAction',
  path: `${path}/modules/:moduleId/remove`,
  permission: 'person',
  command: removeModule,
  done: (result) => go(draftOf(result), success('courses.modules.removed')),
  back: backToDraft,
})

const newLesson = page({
  name: 'courses.newLessonPage',
  path: `${path}/modules/:moduleId/lessons/new`,
  permission: 'person',
  async show({ ask, params, query, form }) {
    const { moduleId } = moduleIn(params)
    const draft = await ask(readDraft, courseIn(params))
    const { kind: typed } = form().values
    const kind = lessonKinds.find((each) => each === (typed ?? query.kind)) ?? 'text'
    return draw(LessonPage, {
      draft,
      inModule: moduleOf(draft, moduleId),
      found: null,
      kind,
      form: form({ kind, completion: 'confirmed' }),
    })
  },
  submit: { command: addLesson, done: (result) => go(draftOf(result), success('courses.lessons.added')) },
})

const oneLesson = page({
  name: 'courses.lessonPage',
  path: `${path}/lessons/:lessonId`,
  permission: 'person',
  async show({ ask, params, form }) {
    // Read off the address before anything is asked: nobody would wait for an answer that was asked for already.
    const { courseId, lessonId } = lessonIn(params)
    const [draft, found] = await Promise.all([
      ask(readDraft, { courseId }),
      ask(readWrittenLesson, { courseId, lessonId }),
    ])
    return draw(LessonPage, {
      draft,
      inModule: moduleOf(draft, found.moduleId),
      found,
      kind: found.kind,
      form: form(typedIn(found)),
    })
  },
  submit: { command: changeLesson, done: (result) => go(draftOf(result), success('courses.saved')) },
})

/** What stands in the fields of the form. */
function typedIn(lesson: WrittenLesson): object {
  const { kind, title, minutes, isPreview, completion, links } = lesson
  const { summary, body, url, transcript, venue } = lesson
  const texts = Object.entries({ summary, body, url, transcript, venue })
  return {
    ...{ kind, title, minutes, isPreview, completion, links },
    ...Object.fromEntries(texts.map(([name, text]) => [name, text ?? ''])),
    ...{ startsAt: lesson.startsThere ?? '', endsAt: lesson.endsThere ?? '' },
    ...{ releasedAt: lesson.releasedThere ?? '', releaseAfterDays: lesson.releaseAfterDays ?? '' },
  }
}

const placeLesson = action({
  name: 'courses.moveLessonAction',
  path: `${path}/lessons/:lessonId/move`,
  permission: 'person',
  command: moveLesson,
  done: (result) => go(`${draftOf(result)}#lesson-${result.lessonId}`),
  back: backToDraft,
})

const dropLesson = action({
  name: 'courses.removeLessonAction',
  path: `${path}/lessons/:lessonId/remove`,
  permission: 'person',
  command: removeLesson,
  done: (result) => go(draftOf(result), success('courses.lessons.removed')),
  back: backToDraft,
})

export const partPages: readonly AnyPage[] = [
  newModule,
  oneModule,
  placeModule,
  dropModule,
  newLesson,
  oneLesson,
  placeLesson,
  dropLesson,
]
