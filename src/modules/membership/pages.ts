import { ClassPage } from '../../../templates/pages/membership/class-page.tsx'
import { ClassesPage } from '../../../templates/pages/membership/classes-page.tsx'
import { ExpelPage } from '../../../templates/pages/membership/expel-page.tsx'
import { MyStandingPage } from '../../../templates/pages/membership/my-standing-page.tsx'
import { NumbersPage } from '../../../templates/pages/membership/numbers-page.tsx'
import { PersonClassesPage } from '../../../templates/pages/membership/person-classes-page.tsx'
import { StandingPage } from '../../../templates/pages/membership/standing-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { askForAdmission } from './commands/ask-for-admission.ts'
import { changeClass } from './commands/change-class.ts'
import { changeStanding } from './commands/change-standing.ts'
import { classifyPerson } from './commands/classify-person.ts'
import { declareClass } from './commands/declare-class.ts'
import { endVerification } from './commands/end-verification.ts'
import { expelPerson } from './commands/expel-person.ts'
import { numberMembers } from './commands/number-members.ts'
import { promoteMe } from './commands/promote-me.ts'
import { setNumberSeries } from './commands/set-number-series.ts'
import { verifyPerson } from './commands/verify-person.ts'
import { withdrawStandingChange } from './commands/withdraw-standing-change.ts'
import { PersonReference } from './contract.ts'
import { verificationKinds } from './grade.ts'
import { eligibilityPages } from './pages/eligibility.ts'
import { joinRequestPages } from './pages/join-requests.ts'
import { listClasses, readClassification, readMyClassification } from './queries/grades.ts'
import { readNumberSeries } from './queries/numbers.ts'
import { readMyStanding, readStanding } from './queries/standing.ts'
import { standings, standingTones } from './standing.ts'

const mine = page({
  name: 'membership.myStandingPage',
  path: '/membership',
  permission: 'person',
  navigation: { group: 'me', label: 'membership.mine.title', icon: 'profile', order: 30, account: true },
  async show({ ask, form }) {
    const [found, classes] = await Promise.all([ask(readMyStanding, {}), ask(readMyClassification, {})])
    return draw(MyStandingPage, {
      mine: found,
      classes,
      tones: standingTones,
      form: form(),
    })
  },
  submit: {
    command: askForAdmission,
    done: () => go('/membership', success('membership.mine.admissionAsked')),
  },
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
  navigation: { group: 'settings', label: 'membership.numbers.title', icon: 'people', order: 22 },
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

const classesAddress = '/settings/member-classes'

const conditions = { standings, verified: verificationKinds }

const classes = page({
  name: 'membership.classesPage',
  path: classesAddress,
  permission: 'membership.classes',
  navigation: { group: 'settings', label: 'membership.classes.title', icon: 'people', order: 21 },
  show: async ({ ask }) => draw(ClassesPage, await ask(listClasses, {})),
})

const newClass = page({
  name: 'membership.newClassPage',
  path: `${classesAddress}/new`,
  permission: 'membership.classes',
  async show({ ask, form, locales }) {
    const { items } = await ask(listClasses, {})
    const initial = { facet: 'grade', position: 100, days: 0, standings: ['active'], byStaff: 'true' }
    return draw(ClassPage, {
      found: null,
      others: items,
      conditions,
      languages: locales,
      form: form(initial),
    })
  },
  submit: { command: declareClass, done: () => go(classesAddress, success('membership.classes.saved')) },
})

const oneClass = page({
  name: 'membership.classPage',
  path: `${classesAddress}/:classId`,
  permission: 'membership.classes',
  async show({ ask, form, locales, params }) {
    const { items } = await ask(listClasses, {})
    const found = items.find(({ id }) => id === params.classId)
    if (!found) throw notFound()
    const { label, position, rule, archivedAt } = found
    const initial = { label, position, ...rule, isArchived: archivedAt !== null }
    return draw(ClassPage, { found, others: items, conditions, languages: locales, form: form(initial) })
  },
  submit: { command: changeClass, done: () => go(classesAddress, success('membership.classes.saved')) },
})

const personClasses = page({
  name: 'membership.personClassesPage',
  path: '/people/:personId/classes',
  permission: 'membership.read',
  async show({ ask, params, form }) {
    const person = await ask(readClassification, referenceOf(params))
    return draw(PersonClassesPage, { person, form: form() })
  },
  submit: {
    command: classifyPerson,
    done: (_output, { params }) => go(classesOfPerson(params), success('membership.classes.classified')),
  },
})

const verify = action({
  name: 'membership.verifyAction',
  path: '/people/:personId/classes/verify',
  permission: 'membership.verify',
  command: verifyPerson,
  done: (_output, { params }) => go(classesOfPerson(params), success('membership.verification.saved')),
  back: ({ params }) => classesOfPerson(params),
})

const endVerified = action({
  name: 'membership.endVerificationAction',
  path: '/people/:personId/classes/verifications/:verificationId/end',
  permission: 'membership.verify',
  command: endVerification,
  done: (_output, { params }) => go(classesOfPerson(params), success('membership.verification.ended')),
  back: ({ params }) => classesOfPerson(params),
})

const promote = action({
  name: 'membership.promoteAction',
  path: '/membership/promote/:classId',
  permission: 'member',
  command: promoteMe,
  done: () => go('/membership', success('membership.classes.promoted')),
  back: () => '/membership',
})

function classesOfPerson({ personId }: Record<string, string>): string {
  return `/people/${personId}/classes`
}

function referenceOf(params: Record<string, string>): { personId: string } {
  const reference = PersonReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

function addressOf(params: Record<string, string>): string {
  return `/people/${params.personId}/standing`
}

export const pages: readonly AnyPage[] = [
  mine,
  standing,
  expel,
  withdraw,
  numbers,
  give,
  classes,
  newClass,
  oneClass,
  personClasses,
  verify,
  endVerified,
  promote,
  ...eligibilityPages,
  ...joinRequestPages,
]
