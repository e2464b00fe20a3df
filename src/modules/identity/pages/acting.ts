import { ActForPage } from '../../../../templates/pages/identity/act-for-page.tsx'
import { type AnyPage, action, draw, go, page } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { actFor } from '../commands/act-for.ts'
import { stopActing } from '../commands/stop-acting.ts'
import { actingMinutes, WithPerson } from '../contract.ts'
import { readWhomToActFor } from '../queries/acting.ts'

const begin = page({
  name: 'identity.actForPage',
  path: '/people/:personId/act-for',
  permission: 'identity.impersonate',
  stepUp: true,
  async show({ ask, form, params }) {
    const reference = WithPerson.safeParse(params)
    if (!reference.success) throw notFound()
    const person = await ask(readWhomToActFor, reference.data)
    return draw(ActForPage, { person, minutes: actingMinutes, form: form({ minutes: '15' }) })
  },
  submit: { command: actFor, done: () => go('/') },
})

const end = action({
  name: 'identity.stopActingAction',
  path: '/acting/end',
  permission: 'signed-in',
  command: stopActing,
  done: () => go('/'),
  back: () => '/',
})

export const actingPages: readonly AnyPage[] = [begin, end]
