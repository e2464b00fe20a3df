import { ExpelPage } from '../../../templates/pages/membership/expel-page.tsx'
import { MyStandingPage } from '../../../templates/pages/membership/my-standing-page.tsx'
import { NumbersPage } from '../../../templates/pages/membership/numbers-page.tsx'
import { StandingPage } from '../../../templates/pages/membership/standing-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { changeStanding } from './commands/change-standing.ts'
import { expelPerson } from './commands/expel-person.ts'
import { numberMembers } from './commands/number-members.ts'
import { setNumberSeries } from './commands/set-number-series.ts'
import { withdrawStandingChange } from './commands/withdraw-standing-change.ts'
import { PersonReference } from './contract.ts'
import { readNumberSeries } from './queries/numbers.ts'
import { readMyStanding, readStanding } from './queries/standing.ts'
import { standingTones } from './standing.ts'

const mine = page({
  name: 'membership.myStandingPage',
  path: '/membership',
  permission: 'person',
  navigation: { group: 'me', label: 'membership.mine.title', icon: 'profile', order: 30, account: true },
  show: async ({ ask }) =>
    draw(MyStandingPage, { mine: await ask(readMyStanding, {}), tones: standingTones }),
})

const standing = page({
  name: 'membership.standingPage',
  path: '/people/:personId/standing',
  permission: 'membership.read',
  async show({ ask, params, form }) {
    const person = await ask(readStanding, referenceOf(params))
    return draw(StandingPage, { person, tones: standingTones, form: form() })
  },
  submit: {
    command: changeStanding,
    done: ({ personId }) => go(addressOf({ personId }), success('membership.decided')),
  },
})

const expel = page({
  name: 'membership.expelPage',
  path: '/people/:personId/expel',
  permission: 'membership.expel',
  stepUp: true,
  async show({ ask, params, form }) {
    const person = await ask(readStanding, referenceOf(params))
    if (!person.abilities.expel) throw notAllowed()
    return draw(ExpelPage, { person, form: form() })
  },
  submit: {
    command: expelPerson,
    done: ({ personId }) => go(addressOf({ personId }), success('membership.decided')),
  },
})

const withdraw = action({
  name: 'membership.withdrawAction',
  path: '/people/:personId/standing/withdraw',
  permission: 'membership.decide',
  command: withdrawStandingChange,
  done: (_output, { params }) => go(addressOf(params), success('membership.withdrawn')),
  back: ({ params }) => addressOf(params),
})

const numbersAddress = '/settings/membership-numbers'

const numbers = page({
  name: 'membership.numbersPage',
  path: numbersAddress,
  permission: 'membership.numbers',
  navigation: { group: 'administration', label: 'membership.numbers.title', icon: 'people', order: 22 },
  async show({ ask, form }) {
    const found = await ask(readNumberSeries, {})
    const { series } = found
    return draw(NumbersPage, {
      numbers: found,
      form: form(series ?? { prefix: '', digits: 5, nextNumber: 1 }),
    })
  },
  submit: { command: setNumberSeries, done: () => go(numbersAddress, success('membership.numbers.saved')) },
})

const give = action({
  name: 'membership.giveNumbersAction',
  path: `${numbersAddress}/give`,
  permission: 'membership.numbers',
  command: numberMembers,
  done: ({ given }) => go(numbersAddress, success('membership.numbers.given', { count: given })),
  back: () => numbersAddress,
})

function referenceOf(params: Record<string, string>): { personId: string } {
  const reference = PersonReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

function addressOf(params: Record<string, string>): string {
  return `/people/${params.personId}/standing`
}

export const pages: readonly AnyPage[] = [mine, standing, expel, withdraw, numbers, give]
