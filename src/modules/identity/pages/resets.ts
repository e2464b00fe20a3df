import { AskForResetPage } from '../../../../templates/pages/identity/ask-for-reset-page.tsx'
import { BeginResetPage } from '../../../../templates/pages/identity/begin-reset-page.tsx'
import { ResetPage } from '../../../../templates/pages/identity/reset-page.tsx'
import { ResetWaitPage } from '../../../../templates/pages/identity/reset-wait-page.tsx'
import { ResetsPage } from '../../../../templates/pages/identity/resets-page.tsx'
import { StopResetPage } from '../../../../templates/pages/identity/stop-reset-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { listModel } from '../../../platform/lists/page-model.ts'
import { askForReset } from '../commands/ask-for-reset.ts'
import { beginReset } from '../commands/begin-reset.ts'
import { completeReset } from '../commands/complete-reset.ts'
import { setResetWait } from '../commands/set-reset-wait.ts'
import { stopMyReset } from '../commands/stop-my-reset.ts'
import { stopReset } from '../commands/stop-reset.ts'
import { withdrawReset } from '../commands/withdraw-reset.ts'
import { ResetReference, WithPerson } from '../contract.ts'
import { withNext } from '../local-path.ts'
import { previewHelp, readReset, readResetWait, resetList } from '../queries/resets.ts'
import { resetTones } from '../second-step-reset.ts'
import { Token } from '../token.ts'

const list = '/second-step-resets'

const ask = page({
  name: 'identity.askForResetPage',
  path: '/sign-in/second-step/help',
  permission: 'anyone',
  show: async ({ form, query }) =>
    draw(AskForResetPage, {
      form: form(),
      action: '/sign-in/second-step/help',
      back: withNext('/sign-in/second-step', query),
    }),
  submit: { command: askForReset, done: () => go('/sign-in', success('identity.resets.ask.done')) },
})

const stop = page({
  name: 'identity.stopResetPage',
  path: '/stop-reset/:token',
  permission: 'anyone',
  async show({ params, form }) {
    if (!Token.safeParse(params.token).success) throw notFound()
    return draw(StopResetPage, { action: `/stop-reset/${params.token}`, form: form() })
  },
  submit: {
    command: stopReset,
    done: ({ takenBack }) =>
      go('/forgot-password', success(takenBack ? 'identity.resets.takenBack' : 'identity.resets.stopped')),
  },
})

const stopMine = action({
  name: 'identity.stopMyResetAction',
  path: '/account/second-step-reset/stop',
  permission: 'signed-in',
  command: stopMyReset,
  done: () => go('/account/security', success('identity.resets.stoppedMine')),
  back: () => '/account/security',
})

const all = page({
  name: 'identity.resetsPage',
  path: list,
  permission: 'identity.help',
  navigation: { group: 'administration', label: 'identity.resets.title', icon: 'lock', order: 75 },
  show: async (context) => draw(ResetsPage, { list: await listModel(resetList, context) }),
})

const wait = page({
  name: 'identity.resetWaitPage',
  path: `${list}/wait`,
  permission: 'identity.help',
  async show({ ask: askFor, form }) {
    const found = await askFor(readResetWait, {})
    return draw(ResetWaitPage, { wait: found, form: form({ hours: found.hours }) })
  },
  submit: {
    command: setResetWait,
    done: ({ hours }) => go(list, success('identity.resets.wait.done', { hours })),
  },
})

const one = page({
  name: 'identity.resetPage',
  path: `${list}/:resetId`,
  permission: 'identity.help',
  async show({ ask: askFor, form, params }) {
    const reference = ResetReference.safeParse(params)
    if (!reference.success) throw notFound()
    const reset = await askFor(readReset, reference.data)
    return draw(ResetPage, { reset, tone: resetTones[reset.state], form: form() })
  },
})

const complete = action({
  name: 'identity.completeResetAction',
  path: `${list}/:resetId/complete`,
  permission: 'identity.help',
  command: completeReset,
  done: (_output, { params }) => go(`${list}/${params.resetId}`, success('identity.resets.completed')),
  back: ({ params }) => `${list}/${params.resetId}`,
})

const withdraw = action({
  name: 'identity.withdrawResetAction',
  path: `${list}/:resetId/withdraw`,
  permission: 'identity.help',
  command: withdrawReset,
  done: () => go(list, success('identity.resets.withdrawn')),
  back: ({ params }) => `${list}/${params.resetId}`,
})

const begin = page({
  name: 'identity.beginResetPage',
  path: '/people/:personId/second-step',
  permission: 'identity.help',
  stepUp: true,
  async show({ ask: askFor, form, params }) {
    const reference = WithPerson.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(BeginResetPage, { preview: await askFor(previewHelp, reference.data), form: form() })
  },
  submit: {
    command: beginReset,
    done: ({ resetId }) => go(`${list}/${resetId}`, success('identity.resets.begun')),
  },
})

/** Of those who have lost their second step, of those who help them, and of the owner who says no. */
export const resetPages: readonly AnyPage[] = [ask, stop, stopMine, all, wait, one, complete, withdraw, begin]
