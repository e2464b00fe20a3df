import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { GiveRolePage } from '../../../templates/pages/access/give-role-page.tsx'
import { GrantPage } from '../../../templates/pages/access/grant-page.tsx'
import { GrantsPage } from '../../../templates/pages/access/grants-page.tsx'
import { RoleFormPage } from '../../../templates/pages/access/role-form-page.tsx'
import { RolePage } from '../../../templates/pages/access/role-page.tsx'
import { RolesPage } from '../../../templates/pages/access/roles-page.tsx'
import { WhyPage } from '../../../templates/pages/access/why-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { dayTyped } from '../../platform/declare/typed-day.ts'
import { AppError, notAllowed, notFound } from '../../platform/errors.ts'
import { isId } from '../../platform/ids.ts'
import { afterBulk, bulkModel } from '../../platform/lists/bulk-page.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { type Actor, authorityFor, pathsWith } from '../../platform/policy/actor.ts'
import { dayOf } from '../../platform/presentation/dates.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import { unitIdAt } from '../units/index.ts'
import { changeRole } from './commands/change-role.ts'
import { endGrant } from './commands/end-grant.ts'
import { endGrants } from './commands/end-grants.ts'
import { grantRole } from './commands/grant-role.ts'
import { makeRole } from './commands/make-role.ts'
import { prolongGrant } from './commands/prolong-grant.ts'
import { requireSecondFactor } from './commands/require-second-factor.ts'
import { restoreRole } from './commands/restore-role.ts'
import { retireRole } from './commands/retire-role.ts'
import { AnyRoleReference, AskWhy, FindPeople, GrantReference, RoleReference } from './contract.ts'
import { findPeople, grantList, readGrant } from './queries/grant-list.ts'
import {
  listPermissions,
  listRolesAt,
  previewRole,
  readPerson,
  readPlace,
  readRole,
  roleList,
} from './queries/roles.ts'
import { explainPermission } from './queries/why.ts'
import { builtInRoles, isOnlyAtRoot } from './role.ts'

/** The highest unit at which somebody holds a permission: where they begin. */
function firstPlace(actor: Actor, permission: string, now: Date): string | null {
  const [path] = pathsWith(actor, permission, now).sort((a, b) => a.length - b.length)
  return path === undefined ? null : unitIdAt(path)
}

const allRoles = page({
  name: 'access.rolesPage',
  path: '/roles',
  permission: 'access.read',
  navigation: { group: 'administration', label: 'access.roles', icon: 'key', order: 24 },
  async show(context) {
    const { actor, now } = context.caller
    return draw(RolesPage, {
      builtIn: builtInRoles.map((role) => ({ role, onlyAtRoot: isOnlyAtRoot(role) })),
      list: await listModel(roleList, context),
      makeAt: firstPlace(actor, 'access.makeRoles', now),
    })
  },
})

const oneRole = page({
  name: 'access.rolePage',
  path: '/roles/:role',
  permission: 'access.read',
  async show({ ask, params, form, caller }) {
    const reference = AnyRoleReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(RolePage, {
      role: await ask(readRole, reference.data),
      copyAt: firstPlace(caller.actor, 'access.makeRoles', caller.now),
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const newRole = page({
  name: 'access.newRolePage',
  path: '/roles/new',
  permission: 'access.makeRoles',
  async show(context) {
    const { ask, query, form, locales, t, caller } = context
    const unit = await ask(readPlace, {
      unitId: idIn(query.unit) ?? firstPlace(caller.actor, 'access.makeRoles', caller.now) ?? '',
    })
    const from = AnyRoleReference.safeParse({ role: query.from })
    const copied = from.success && query.from ? await ask(readRole, from.data) : null
    const permissions = await heldAt(context, unit.unitPath)
    return draw(RoleFormPage, {
      title: t('access.make.title'),
      action: `/roles/new?unit=${unit.id}`,
      back: '/roles',
      version: null,
      unit,
      permissions,
      change: null,
      languages: locales,
      form: form({ permissions: copied?.permissions ?? [] }),
    })
  },
  submit: {
    command: makeRole,
    fill: ({ query, caller }) => ({
      unitId: idIn(query.unit) ?? firstPlace(caller.actor, 'access.makeRoles', caller.now) ?? undefined,
    }),
    done: ({ id, name }, { caller }) =>
      go(`/roles/${id}`, success('access.make.done', { name: textIn(name, caller.locale()) })),
  },
})

const editRole = page({
  name: 'access.editRolePage',
  path: '/roles/:roleId/edit',
  permission: 'access.makeRoles',
  async show(context) {
    const { ask, params, form, locales, t, caller } = context
    const reference = RoleReference.safeParse(params)
    if (!reference.success) throw notFound()
    const { roleId } = reference.data
    const role = await ask(readRole, { role: roleId })
    if (!role.abilities.change || role.unitId === null || role.name === null) throw notAllowed()
    const unit = await ask(readPlace, { unitId: role.unitId })
    const stored = role.permissions
    const state = form({ name: role.name, description: role.description ?? undefined, permissions: stored })
    // What changes for whom is told once it was asked for.
    const asked = state.issues.length > 0 ? [state.values.permissions ?? []].flat().map(String) : stored
    const preview = asked.length > 0 ? await previewOf(context, roleId, asked) : null
    const changes = preview !== null && preview.gained.length + preview.lost.length > 0 && preview.holders > 0
    return draw(RoleFormPage, {
      title: t('access.change.title', { name: textIn(role.name, caller.locale()) }),
      action: `/roles/${roleId}/edit`,
      back: `/roles/${roleId}`,
      version: role.version,
      unit,
      permissions: await heldAt(context, unit.unitPath, role.permissions),
      change: changes && preview.refusal === null ? preview : null,
      languages: locales,
      form: state,
    })
  },
  submit: {
    command: changeRole,
    done: ({ id, name }, { caller }) =>
      go(`/roles/${id}`, success('access.change.done', { name: textIn(name, caller.locale()) })),
  },
})

/** Null where what was typed is none of the permissions: the form says so beside the field. */
async function previewOf({ ask }: PageContext, roleId: string, permissions: string[]) {
  try {
    return await ask(previewRole, { roleId, permissions })
  } catch (error) {
    if (error instanceof AppError && error.status === 422) return null
    throw error
  }
}

/** The permissions that the reader holds at a place, and those that stand in the role already. */
async function heldAt({ ask, caller }: PageContext, path: string, stored: readonly string[] = []) {
  const { items } = await ask(listPermissions, {})
  const isRoot = !path.includes('.')
  return items.filter(
    ({ name, onlyAtRoot }) =>
      stored.includes(name) ||
      ((isRoot || !onlyAtRoot) && authorityFor(caller.actor, name, path, caller.now) !== null),
  )
}

const retire = action({
  name: 'access.retireRoleAction',
  path: '/roles/:roleId/retire',
  permission: 'access.makeRoles',
  command: retireRole,
  done: ({ id }) => go(`/roles/${id}`, success('access.retire.done')),
  back: ({ params }) => `/roles/${params.roleId}`,
})

const restore = action({
  name: 'access.restoreRoleAction',
  path: '/roles/:roleId/restore',
  permission: 'access.makeRoles',
  command: restoreRole,
  done: ({ id }) => go(`/roles/${id}`, success('access.restore.done')),
  back: ({ params }) => `/roles/${params.roleId}`,
})

const askFactor = action({
  name: 'access.requireSecondFactorAction',
  path: '/roles/:role/second-factor',
  permission: 'access.makeRoles',
  command: requireSecondFactor,
  done: ({ role, needsSecondFactor }) =>
    go(`/roles/${role}`, success(needsSecondFactor ? 'access.factor.done' : 'access.factor.ended')),
  back: ({ params }) => `/roles/${params.role}`,
})

const allGrants = page({
  name: 'access.grantsPage',
  path: '/grants',
  permission: 'access.read',
  navigation: { group: 'administration', label: 'access.grants.title', icon: 'people', order: 25 },
  async show(context) {
    const { query, caller } = context
    const mine = firstPlace(caller.actor, 'access.manage', caller.now)
    const unitId = mine && (idIn(query.within) ?? mine)
    const person = idIn(query.person)
    return draw(GrantsPage, {
      list: await listModel(grantList, context, [endGrants]),
      giveHref: unitId && `/units/${unitId}/give-role${person ? `?person=${person}` : ''}`,
    })
  },
})

const endChosen = page({
  name: 'access.endGrantsPage',
  path: '/grants/end',
  permission: 'access.manage',
  show: async (context) => draw(BulkPage, { act: await bulkModel(endGrants, context) }),
  submit: { command: endGrants, done: (outcome, context) => afterBulk(endGrants, outcome, context) },
})

const oneGrant = page({
  name: 'access.grantPage',
  path: '/grants/:grantId',
  permission: 'access.read',
  async show({ ask, params, form, timeZone }) {
    const reference = GrantReference.safeParse(params)
    if (!reference.success) throw notFound()
    const grant = await ask(readGrant, reference.data)
    // One that is over when a day begins was held until the day before was over.
    const lastDay = grant.endsAt ? dayOf(new Date(grant.endsAt.getTime() - 1), timeZone) : ''
    return draw(GrantPage, { grant, form: form({ endsAt: lastDay }) })
  },
  submit: {
    command: prolongGrant,
    fill: (context) => ({ endsAt: dayTyped(context, 'endsAt', 1) }),
    done: ({ id }) => go(`/grants/${id}`, success('access.grant.saved')),
  },
})

const end = action({
  name: 'access.endGrantAction',
  path: '/grants/:grantId/end',
  permission: 'access.manage',
  command: endGrant,
  done: ({ id }) => go(`/grants/${id}`, success('access.grant.ended')),
  back: ({ params }) => `/grants/${params.grantId}`,
})

const give = page({
  name: 'access.giveRolePage',
  path: '/units/:unitId/give-role',
  permission: 'access.manage',
  async show(context) {
    const { ask, form } = context
    const { unit, person, search, people } = await chosenFrom(context)
    const { items } = await ask(listRolesAt, { unitId: unit.id })
    return draw(GiveRolePage, { unit, person, search, people, roles: items, form: form() })
  },
  submit: {
    command: grantRole,
    fill: (context) => ({
      startsAt: dayTyped(context, 'startsAt', 0),
      endsAt: dayTyped(context, 'endsAt', 1),
    }),
    done: ({ id }) => go(`/grants/${id}`, success('access.give.done')),
  },
})

const why = page({
  name: 'access.whyPage',
  path: '/units/:unitId/why',
  permission: 'access.explain',
  async show(context) {
    const { ask, query } = context
    const { unit, person, search, people } = await chosenFrom(context)
    const { items } = await ask(listPermissions, {})
    const permission = items.some(({ name }) => name === query.permission) ? query.permission : undefined
    const asked = AskWhy.safeParse({ unitId: unit.id, personId: person?.id, permission })
    return draw(WhyPage, {
      unit,
      person,
      search,
      people,
      permissions: items,
      chosen: permission ?? '',
      why: asked.success ? await ask(explainPermission, asked.data) : null,
    })
  },
})

/** The unit of the address, with whom was chosen there or looked for. */
async function chosenFrom({ ask, params, query }: PageContext) {
  const unitId = idIn(params.unitId)
  if (!unitId) throw notFound()
  const unit = await ask(readPlace, { unitId })
  const personId = idIn(query.person)
  const { items } = personId ? await ask(readPerson, { unitId, personId }) : { items: [] }
  const [person = null] = items.map(({ name }) => ({ id: personId as string, name }))
  const sought = FindPeople.safeParse({ unitId, search: query.search ?? '' })
  const search = sought.success ? sought.data.search : ''
  const people = person ? [] : (await ask(findPeople, { unitId, search })).items
  return { unit, person, search, people }
}

function idIn(text: string | undefined): string | null {
  return text !== undefined && isId(text) ? text : null
}

export const pages: readonly AnyPage[] = [
  allRoles,
  newRole,
  oneRole,
  editRole,
  retire,
  restore,
  askFactor,
  allGrants,
  endChosen,
  oneGrant,
  end,
  give,
  why,
]
