import { type AnyPage, action, go, success } from '../../../platform/declare/page.ts'
import { beginDraft } from '../commands/begin-draft.ts'
import { discardDraft } from '../commands/discard-draft.ts'
import { publishCourse } from '../commands/publish-course.ts'
import { restoreCourse } from '../commands/restore-course.ts'
import { retireCourse } from '../commands/retire-course.ts'
import { addressOf, backToDraft, draftOf, written } from './addresses.ts'

const begin = action({
  name: 'courses.beginDraftAction',
  path: `${written}/:courseId/begin-draft`,
  permission: 'person',
  command: beginDraft,
  done: (result) => go(draftOf(result), success('courses.draftBegun')),
  back: backToDraft,
})

const discard = action({
  name: 'courses.discardDraftAction',
  path: `${written}/:courseId/draft/discard`,
  permission: 'courses.manage',
  command: discardDraft,
  done: () => go(written, success('courses.draftDiscarded')),
  back: backToDraft,
})

const publish = action({
  name: 'courses.publishAction',
  path: `${written}/:courseId/publish`,
  permission: 'courses.manage',
  command: publishCourse,
  done: (result) => go(addressOf(result), success('courses.published')),
  back: backToDraft,
})

const retire = action({
  name: 'courses.retireAction',
  path: `${written}/:courseId/retire`,
  permission: 'courses.manage',
  command: retireCourse,
  done: (result) => go(addressOf(result), success('courses.retired')),
  back: () => written,
})

const restore = action({
  name: 'courses.restoreAction',
  path: `${written}/:courseId/restore`,
  permission: 'courses.manage',
  command: restoreCourse,
  done: (result) => go(addressOf(result), success('courses.restored')),
  back: () => written,
})

export const stepPages: readonly AnyPage[] = [begin, discard, publish, retire, restore]
