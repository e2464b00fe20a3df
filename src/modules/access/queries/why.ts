import { sql } from '../../../platform/db/sql.ts'
import { invalid, notFound } from '../../../platform/errors.ts'
import { firstAuthority, isDuring, shortfallsOf } from '../../../platform/policy/actor.ts'
import type { Translated } from '../../../platform/presentation/translated.ts'
import { type AuthorityRow, authoritiesFrom, authorityObject } from '../authority-row.ts'
import { AskWhy, Why } from '../contract.ts'
import { findPlace } from '../grant-row.ts'
import { visibleGrants } from '../policy.ts'
import { builtInRoles, isOnlyAtRoot } from '../role.ts'
import { rolesAt } from '../role-row.ts'
import { query } from '../room.ts'

interface PersonRow {
  name: string
  status: string | null
  hasSecondFactor: boolean | null
  authorities: AuthorityRow[] | null
}

interface GrantRow {
  id: string
  role: string
  roleName: Translated | null
  rolePermissions: string[] | null
  roleExists: boolean
  needsSecondFactor: boolean
  unitId: string
  unitName: string
  unitPath: string
  startsAt: Date
  endsAt: Date | null
  /** Whether whoever asks may see it. */
  isSeen: boolean
  reason: string | null
  grantedBy: string | null
  grantorName: string | null
  position: Why['grants'][number]['position']
}

const mostGrants = 200

/**
 * What they may is found as any check finds it: by the same rows, made into the same authorities, judged by the same
 * conditions. A grant from which no authority comes although nothing of its own stands in the way is held back by
 * something else: whoever holds it is suspended.
 */
export const explainPermission = query({
  name: 'access.explainPermission',
  summary: 'Say why a person may do something at a unit, or what is missing',
  permission: 'access.explain',
  input: AskWhy,
  output: Why,
  http: { method: 'get', path: '/units/:unitId/why' },
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now, roles }, { personId, permission }, place) {
    if (!roles.isDeclared(permission))
      throw invalid([{ pointer: '/permission', code: 'notOffered', message: '' }])
    const [[person], grants, path, made] = await Promise.all([
      db.sql<PersonRow>(sql`
        SELECT h.display_name AS name, f.status, f.has_second_factor AS "hasSecondFactor",
          (SELECT json_agg(${authorityObject}) FROM authorities g WHERE g.person_id = h.person_id) AS authorities
        FROM people h LEFT JOIN account_states f ON f.account_id = h.account_id
        WHERE h.tenant_id = ${place.tenantId}::uuid AND h.person_id = ${personId}::uuid`),
      db.sql<GrantRow>(sql`
        SELECT g.id, g.role, r.name AS "roleName", s.role_permissions AS "rolePermissions", s.role_exists AS "roleExists",
          s.needs_second_factor AS "needsSecondFactor", g.unit_id AS "unitId", p.name AS "unitName", p.path::text AS "unitPath",
          g.starts_at AS "startsAt", g.ends_at AS "endsAt", (${visibleGrants(actor, now)}) AS "isSeen", g.reason,
          g.granted_by AS "grantedBy", b.display_name AS "grantorName",
          CASE WHEN c.term_id IS NOT NULL THEN json_build_object('termId', c.term_id, 'name', c.name) END AS position
        FROM grants g JOIN grant_standings s ON s.grant_id = g.id JOIN unit_places p ON p.unit_id = g.unit_id
        LEFT JOIN roles r ON r.tenant_id = g.tenant_id AND r.id = g.role_id
        LEFT JOIN people b ON b.tenant_id = g.tenant_id AND b.person_id = g.granted_by
        LEFT JOIN carried_grants c ON c.tenant_id = g.tenant_id AND c.grant_id = g.id
        WHERE g.tenant_id = ${place.tenantId}::uuid AND g.person_id = ${personId}::uuid
        ORDER BY g.starts_at DESC, g.id LIMIT ${mostGrants}`),
      db.sql<{ id: string; name: string }>(sql`
        SELECT unit_id AS id, name FROM unit_places
        WHERE tenant_id = ${place.tenantId}::uuid AND path @> ${place.unitPath}::ltree ORDER BY nlevel(path)`),
      rolesAt(db.sql, place),
    ])
    if (!person) throw notFound()
    const hasSecondFactor = person.hasSecondFactor ?? false
    const authorities = authoritiesFrom(person.authorities, hasSecondFactor, roles)
    const isActive = person.status === 'active'
    const by = isActive ? firstAuthority(authorities, permission, place.unitPath, now) : null
    const explained = grants.map((grant) => {
      const own = {
        grantId: grant.id,
        role: grant.role,
        permissions: roles.permissionsOf(grant.role, grant.rolePermissions),
        path: grant.unitPath,
        from: grant.startsAt.getTime(),
        until: grant.endsAt?.getTime() ?? null,
        waits: grant.needsSecondFactor && !hasSecondFactor,
      }
      const lacks: Why['grants'][number]['lacks'] = shortfallsOf(own, permission, place.unitPath, now)
      const counts = authorities.some(
        (authority) => authority.grantId === grant.id && isDuring(authority, now.getTime()),
      )
      if (!grant.roleExists) lacks.push('roleElsewhere')
      else if (!counts && isDuring(own, now.getTime())) lacks.push('suspended')
      return {
        id: grant.id,
        role: grant.role,
        roleName: grant.roleName,
        unit: { id: grant.unitId, name: grant.unitName },
        startsAt: grant.startsAt,
        endsAt: grant.endsAt,
        grantedBy:
          grant.isSeen && grant.grantedBy && grant.grantorName !== null
            ? { id: grant.grantedBy, name: grant.grantorName }
            : null,
        reason: grant.isSeen ? grant.reason : null,
        position: grant.position,
        needsSecondFactor: grant.needsSecondFactor,
        steps: roles.stepsTo(grant.rolePermissions ?? roles.chosenFor(grant.role), permission),
        lacks,
      }
    })
    const near = explained.toSorted(
      (one, other) =>
        Number(other.id === by?.grantId) - Number(one.id === by?.grantId) ||
        distanceOf(one.lacks) - distanceOf(other.lacks),
    )
    const ofAccount: Why['missing'] = isActive
      ? []
      : [person.status === null ? 'noAccount' : 'accountSuspended']
    return {
      person: { id: personId, name: person.name },
      path,
      permission,
      allowed: by !== null,
      hasSecondFactor,
      missing: by ? [] : [...ofAccount, ...(near[0]?.lacks ?? (['noGrant'] as const))],
      grants: near,
      carriedBy: [
        ...builtInRoles
          .filter(
            (role) => (place.isRoot || !isOnlyAtRoot(role)) && roles.permissionsOf(role).has(permission),
          )
          .map((role) => ({ role, name: null })),
        ...made
          .filter(({ permissions }) => roles.withImplied(permissions).has(permission))
          .map(({ id, name }) => ({ role: id, name })),
      ],
    }
  },
})

/**
 * How far a grant is from allowing it. One of the right role that is over is nearer than one that has nothing to do with it; one
 * that only waits for something is nearer still, since it is what would have to be looked after.
 */
const distances: Readonly<Record<Why['grants'][number]['lacks'][number], number>> = {
  lacksPermission: 20,
  elsewhere: 10,
  over: 5,
  roleElsewhere: 5,
  notBegun: 3,
  secondFactor: 1,
  suspended: 1,
}

function distanceOf(lacks: Why['grants'][number]['lacks']): number {
  return lacks.reduce((sum, lack) => sum + distances[lack], 0)
}
