import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { AppointPage } from '../../../templates/pages/positions/appoint-page.tsx'
import { PersonPositionsPage } from '../../../templates/pages/positions/person-positions-page.tsx'
import { PositionPage } from '../../../templates/pages/positions/position-page.tsx'
import { PositionsPage } from '../../../templates/pages/positions/positions-page.tsx'
import { TermPage } from '../../../templates/pages/positions/term-page.tsx'
import { TermsPage } from '../../../templates/pages/positions/terms-page.tsx'
import { UnitPositionsPage } from '../../../templates/pages/positions/unit-positions-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { dayTyped } from '../../platform/declare/typed-day.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { isId } from '../../platform/ids.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { authorityAnywhere } from '../../platform/policy/actor.ts'
import { dayOf } from '../../platform/presentation/dates.ts'
import { appoint } from './commands/appoint.ts'
import { archivePosition } from './commands/archive-position.ts'
import { changePosition } from './commands/change-position.ts'
import { changeTerm } from './commands/change-term.ts'
import { declarePosition } from './commands/declare-position.ts'
import { endTerm } from './commands/end-term.ts'
import { restorePosition } from './commands/restore-position.ts'
import { FindCandidates, PersonReference, TermReference, UnitReference } from './contract.ts'
import { listPositionChoices, listPositions } from './queries/positions.ts'
import { termList, vacancyList } from './queries/term-list.ts'
import {
  findCandidates,
  listMyPositions,
  listPersonPositions,
  listUnitPositions,
  readCandidate,
  readTerm,
} from './queries/terms.ts'
import { afterMonths } from './term.ts'

const settings = '/settings/positions'

const allPositions = page({
  name: 'positions.positionsPage',
  path: settings,
  permission: 'positions.declare',
  navigation: { group: 'settings', label: 'positions.declared.title', icon: 'people', order: 23 },
  show: async ({ ask }) => draw(PositionsPage, await ask(listPositions, {})),
})

const newPosition = page({
  name: 'positions.newPositionPage',
  path: `${settings}/new`,
  permission: 'positions.declare',
  async show({ ask, form, locales }) {
    const choices = await ask(listPositionChoices, {})
    const initial = { way: 'elected', level: 1, seats: 1 }
    return draw(PositionPage, { found: null, choices, languages: locales, form: form(initial) })
  },
  submit: { command: declarePosition, done: () => go(settings, success('positions.declared.saved')) },
})

const onePosition = page({
  name: 'positions.positionPage',
  path: `${settings}/:positionId`,
  permission: 'positions.declare',
  async show({ ask, form, locales, params }) {
    const [{ items }, choices] = await Promise.all([ask(listPositions, {}), ask(listPositionChoices, {})])
    const found = items.find(({ id }) => id === params.positionId)
    if (!found) throw notFound()
    const { description, termMonths, role, ...rest } = found
    const initial = {
      ...rest,
      description: description ?? undefined,
      termMonths: termMonths ?? '',
      role: role ?? '',
    }
    return draw(PositionPage, { found, choices, languages: locales, form: form(initial) })
  },
  submit: { command: changePosition, done: () => go(settings, success('positions.declared.saved')) },
})

const archive = action({
  name: 'positions.archivePositionAction',
  path: `${settings}/:positionId/archive`,
  permission: 'positions.declare',
  command: archivePosition,
  done: () => go(settings, success('positions.declared.archivedNow')),
  back: ({ params }) => `${settings}/${params.positionId}`,
})

const restore = action({
  name: 'positions.restorePositionAction',
  path: `${settings}/:positionId/restore`,
  permission: 'positions.declare',
  command: restorePosition,
  done: () => go(settings, success('positions.declared.restoredNow')),
  back: ({ params }) => `${settings}/${params.positionId}`,
})

const allTerms = page({
  name: 'positions.termsPage',
  path: '/positions/terms',
  permission: 'positions.read',
  navigation: { group: 'association', label: 'positions.list.title', icon: 'people', order: 25 },
  async show(context) {
    const { actor, now } = context.caller
    return draw(TermsPage, {
      list: await listModel(termList, context),
      seesVacant: authorityAnywhere(actor, 'positions.appoint', now) !== null,
    })
  },
})

const vacancies = page({
  name: 'positions.vacanciesPage',
  path: '/positions/vacant',
  permission: 'positions.appoint',
  show: async (context) => draw(ListPage, { list: await listModel(vacancyList, context) }),
})

const oneTerm = page({
  name: 'positions.termPage',
  path: '/positions/terms/:termId',
  permission: 'positions.read',
  async show({ ask, params, form, timeZone }) {
    const reference = TermReference.safeParse(params)
    if (!reference.success) throw notFound()
    const term = await ask(readTerm, reference.data)
    // One that is over when a day begins lasted until the day before was over.
    const lastDay = term.endsAt ? dayOf(new Date(term.endsAt.getTime() - 1), timeZone) : ''
    return draw(TermPage, { term, form: form({ endsAt: lastDay }) })
  },
  submit: {
    command: changeTerm,
    fill: (context) => ({ endsAt: dayTyped(context, 'endsAt', 1) }),
    done: ({ termId }) => go(`/positions/terms/${termId}`, success('positions.term.saved')),
  },
})

const end = action({
  name: 'positions.endTermAction',
  path: '/positions/terms/:termId/end',
  permission: 'positions.appoint',
  command: endTerm,
  done: ({ termId }) => go(`/positions/terms/${termId}`, success('positions.term.ended')),
  back: ({ params }) => `/positions/terms/${params.termId}`,
})

const atUnit = page({
  name: 'positions.unitPositionsPage',
  path: '/units/:unitId/positions',
  permission: 'positions.read',
  async show({ ask, params }) {
    const reference = UnitReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(UnitPositionsPage, await ask(listUnitPositions, reference.data))
  },
})

const appointing = page({
  name: 'positions.appointPage',
  path: '/units/:unitId/appoint',
  permission: 'positions.appoint',
  async show({ ask, params, query, form, timeZone, caller }) {
    const reference = UnitReference.safeParse(params)
    if (!reference.success) throw notFound()
    const { unitId } = reference.data
    const { unit, positions, abilities } = await ask(listUnitPositions, { unitId })
    if (!abilities.appoint) throw notAllowed()
    const personId = query.person !== undefined && isId(query.person) ? query.person : null
    const { items } = personId ? await ask(readCandidate, { unitId, personId }) : { items: [] }
    const [person = null] = items.map(({ name }) => ({ id: personId as string, name }))
    const sought = FindCandidates.safeParse({ unitId, search: query.search ?? '' })
    const search = sought.success ? sought.data.search : ''
    const found = person ? [] : (await ask(findCandidates, { unitId, search })).items
    const offered = positions.map(({ position }) => position).filter(({ archivedAt }) => archivedAt === null)
    const chosen =
      offered.find(({ id }) => id === query.position) ?? (offered.length === 1 ? offered[0] : null)
    const usual = chosen?.termMonths ? afterMonths(caller.now, chosen.termMonths) : null
    return draw(AppointPage, {
      unit,
      person,
      search,
      people: found,
      positions: offered,
      chosen: chosen?.id ?? null,
      form: form({
        positionId: chosen?.id ?? '',
        way: chosen?.way ?? '',
        endsAt: usual ? dayOf(new Date(usual.getTime() - 86_400_000), timeZone) : '',
      }),
    })
  },
  submit: {
    command: appoint,
    fill: (context) => ({
      startsAt: dayTyped(context, 'startsAt', 0),
      endsAt: dayTyped(context, 'endsAt', 1),
    }),
    done: ({ termId }) => go(`/positions/terms/${termId}`, success('positions.appoint.done')),
  },
})

const ofPerson = page({
  name: 'positions.personPositionsPage',
  path: '/people/:personId/positions',
  permission: 'positions.read',
  async show({ ask, params }) {
    const reference = PersonReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(PersonPositionsPage, { person: await ask(listPersonPositions, reference.data), tabs: null })
  },
})

const mine = page({
  name: 'positions.myPositionsPage',
  path: '/profile/positions',
  permission: 'member',
  show: async ({ ask, links }) =>
    draw(PersonPositionsPage, { person: await ask(listMyPositions, {}), tabs: links('profile') }),
})

export const pages: readonly AnyPage[] = [
  allPositions,
  newPosition,
  onePosition,
  archive,
  restore,
  allTerms,
  vacancies,
  oneTerm,
  end,
  atUnit,
  appointing,
  ofPerson,
  mine,
]
