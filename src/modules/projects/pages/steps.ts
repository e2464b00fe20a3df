import { type AnyPage, action, go, success } from '../../../platform/declare/page.ts'
import { cancelProject } from '../commands/cancel-project.ts'
import { closeProject } from '../commands/close-project.ts'
import { discardProject } from '../commands/discard-project.ts'
import { publishProject } from '../commands/publish-project.ts'
import { reviewProject } from '../commands/review-project.ts'
import { addressOf, back, managed } from './addresses.ts'

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

export const stepPages: readonly AnyPage[] = [publish, discard, close, review, cancel]
