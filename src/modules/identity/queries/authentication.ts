import { isBearerToken, prefixOf } from '../../../platform/crypto/bearer-token.ts'
import type { RunSql } from '../../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../../platform/db/sql.ts'
import {
  type AccountActor,
  authorityAnywhere,
  type Impersonator,
  isCurrent,
  type Period,
  type TenantState,
  type Visit,
} from '../../../platform/policy/actor.ts'
import type { RoleBook } from '../../../platform/policy/permissions.ts'
import type { Authentication, BearerAuthentication, LoadedSession } from '../../../platform/policy/slots.ts'
import { ownScopes } from '../../../platform/policy/token-scopes.ts'
import type { Alarm } from '../../../platform/presentation/view.ts'
import { formatPhoneNumber } from '../../../platform/sms/phone-number.ts'
import { type AuthorityRow, authoritiesFrom, authorityObject, hasMoreRights } from '../../access/index.ts'
import { standingOfMembers } from '../../membership/index.ts'
import { photoAddress } from '../../people/index.ts'
import { hashToken } from '../token.ts'

/** Account, person and rights, as `accountColumns` reads them. */
export interface AccountRow {
  accountId: string
  email: string | null
  phone: string | null
  tenantId: string | null
  tenantName: string | null
  personId: string | null
  name: string | null
  locale: string | null
  timeZone: string | null
  photoId: string | null
  accessVersion: number
  hasSecondFactor: boolean
  runsPlatform: boolean
  tenantState: TenantState
  closingDueAt: Date | null
  grants: AuthorityRow[] | null
  standings: Array<{ standing: string; from: string; until: string | null }> | null
}

/** What a request needs to know of whoever sent it; `a`, `t` and `p` come from `accountJoins`. */
export const accountColumns: Sql = sql`a.id AS "accountId", a.email, a.phone,
  t.unit_id AS "tenantId", t.name AS "tenantName", p.person_id AS "personId",
  p.display_name AS name, p.locale, p.time_zone AS "timeZone", p.photo_id AS "photoId",
  coalesce((SELECT sum(v.version) FROM authority_versions v WHERE v.subject_id IN (p.person_id, t.unit_id, a.id)), 0)::int AS "accessVersion",
  (SELECT f.has_second_factor FROM account_states f WHERE f.account_id = a.id) AS "hasSecondFactor",
  EXISTS (SELECT FROM platform_staff o WHERE o.account_id = a.id) AS "runsPlatform",
  coalesce((SELECT z.state FROM tenant_states z WHERE z.tenant_id = t.unit_id), 'active') AS "tenantState",
  (SELECT z.closing_due_at FROM tenant_states z WHERE z.tenant_id = t.unit_id) AS "closingDueAt",
  (SELECT json_agg(${authorityObject}) FROM authorities g WHERE g.person_id = p.person_id) AS grants,
  (SELECT json_agg(json_build_object('standing', s.standing, 'from', s.starts_at, 'until', s.ends_at))
   FROM person_standings s WHERE s.tenant_id = p.tenant_id AND s.person_id = p.person_id) AS standings`

/** An active account, the association in which it acts, and its person there, if it has one. */
export function accountJoins(accountId: Sql, tenantId: Sql): Sql {
  return sql`JOIN accounts a ON a.id = ${accountId} AND a.status = 'active'
    LEFT JOIN unit_places t ON t.unit_id = coalesce(${tenantId}, (
      SELECT q.tenant_id FROM people q WHERE q.account_id = a.id ORDER BY q.person_id LIMIT 1))
    LEFT JOIN people p ON p.account_id = a.id AND p.tenant_id = t.unit_id`
}

type Known = Omit<AccountActor, 'sessionId' | 'token' | 'provenUntil'>

export function knownFrom(row: AccountRow, roles: RoleBook): Known {
  const address = row.email ?? (row.phone === null ? '' : formatPhoneNumber(row.phone))
  return {
    kind: 'account',
    alarm: null,
    accountId: row.accountId,
    runsPlatform: row.runsPlatform ? (row.hasSecondFactor ? 'yes' : 'waits') : 'no',
    tenantState: row.tenantState,
    address,
    tenantId: row.tenantId,
    personId: row.personId,
    name: row.name || address,
    locale: row.locale,
    timeZone: row.timeZone,
    photo: row.personId && row.photoId && photoAddress(row.personId, row.photoId, 64),
    accessVersion: row.accessVersion,
    authorities: authoritiesFrom(row.grants, row.hasSecondFactor, roles),
    memberDuring: memberDuring(row.standings),
  }
}

/** Of whoever nobody has decided anything, the membership never rested. */
function memberDuring(standings: AccountRow['standings']): Period[] {
  return standings === null
    ? [{ from: 0, until: null }]
    : standings.filter(({ standing }) => standing === standingOfMembers).map(periodOf)
}

function periodOf({ from, until }: { from: string; until: string | null }): Period {
  return { from: Date.parse(from), until: until === null ? null : Date.parse(until) }
}

/** SQL that is true while no right has changed since the actor was loaded. */
export function rightsStillTrue({
  accountId,
  personId,
  tenantId,
  accessVersion,
}: Pick<AccountActor, 'accountId' | 'personId' | 'tenantId' | 'accessVersion'>): Sql {
  return sql`coalesce((SELECT sum(v.version) FROM authority_versions v WHERE v.subject_id IN (${personId}::uuid, ${tenantId}::uuid, ${accountId}::uuid)), 0) = ${accessVersion}`
}

/** SQL that is true while the account may be used. */
export function accountStillActive({ accountId }: AccountActor): Sql {
  return sql`EXISTS (SELECT 1 FROM accounts a WHERE a.id = ${accountId}::uuid AND a.status = 'active')`
}

/** Of whoever acts for somebody: their own session lives, and their rights are what they were. */
function stillActs(
  { sessionId, accountId, personId, accessVersion }: Impersonator,
  tenantId: string | null,
  now: Date,
): Sql {
  return sql`EXISTS (SELECT 1 FROM sessions o JOIN accounts b ON b.id = o.account_id AND b.status = 'active'
      WHERE o.id = ${sessionId}::uuid AND o.ended_at IS NULL AND o.expires_at > ${now})
    AND ${rightsStillTrue({ accountId, personId, tenantId, accessVersion })}`
}

interface SessionRow extends AccountRow {
  sessionId: string
  accessExpiresAt: Date | null
  /** The session of the member of staff who uses this one, and their person while that session lives. */
  actedFrom: string | null
  actedBy: string | null
  vouchedBy: string | null
  /** The visit of a platform administrator that it is for; null where that is over. */
  visitId: string | null
  visit: Visit | null
  providerOnly: boolean
  provenUntil: Date | null
  lastSeenAt: Date
  expiresAt: Date
  /** A reset of the second step that is under way; `dueAt` is null until staff begin it. */
  reset: { dueAt: string | null } | null
}

function alarmOf(dueAt: string | null): Alarm {
  return {
    title: 'identity.resets.alarm',
    message: dueAt === null ? 'identity.resets.alarmAsked' : 'identity.resets.alarmWaiting',
    at: dueAt === null ? null : new Date(dueAt),
    button: 'identity.resets.stop',
    action: '/account/second-step-reset/stop',
  }
}

/** On every page of whoever belongs to an association that is to be closed. */
function closingAlarm({ personId, tenantState, tenantName, closingDueAt }: SessionRow): Alarm | null {
  if (personId === null || tenantState !== 'closing') return null
  return {
    title: 'tenants.closing.banner',
    message: 'tenants.closing.bannerText',
    values: { name: tenantName ?? '' },
    at: closingDueAt,
    button: 'tenants.closing.more',
    action: '/association/closing',
    isLink: true,
  }
}

/**
 * A session for which an association vouches counts only there. Where people come in by providers only, another
 * session is nobody's; but those who manage providers have this way back.
 */
function isLetIn({ vouchedBy, providerOnly, tenantId }: SessionRow, known: Known, now: Date): boolean {
  if (vouchedBy !== null) return vouchedBy === tenantId
  if (!providerOnly) return true
  return known.authorities.some(
    (authority) =>
      authority.permissions.has('identity.manageProviders') && isCurrent(authority, now.getTime()),
  )
}

/** Session, person and rights in one statement. */
async function loadSession(
  run: RunSql,
  which: Sql,
  tenantId: string | null,
  now: Date,
  roles: RoleBook,
): Promise<(LoadedSession & { accessExpiresAt: Date | null; sessionId: string }) | null> {
  const [row] = await run<SessionRow>(sql`
    SELECT s.id AS "sessionId", s.proven_until AS "provenUntil", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
      s.access_expires_at AS "accessExpiresAt", s.acted_from AS "actedFrom",
      (SELECT q.person_id FROM sessions o JOIN people q ON q.account_id = o.account_id AND q.tenant_id = s.vouched_by
       WHERE o.id = s.acted_from AND o.ended_at IS NULL AND o.expires_at > ${now}) AS "actedBy",
      (SELECT json_build_object('dueAt', r.due_at) FROM second_step_resets r
       WHERE r.account_id = a.id AND r.status IN ('asked', 'waiting') AND r.expires_at > ${now} ORDER BY r.due_at NULLS LAST LIMIT 1) AS reset,
      s.visit_id AS "visitId", (SELECT json_build_object('id', v.visit_id) FROM open_visits v
       WHERE v.visit_id = s.visit_id AND v.account_id = a.id AND v.ends_at > ${now}) AS visit,
      s.vouched_by AS "vouchedBy", coalesce((SELECT r.provider_only FROM sign_in_rules r WHERE r.tenant_id = t.unit_id), false) AS "providerOnly",
      ${accountColumns}
    FROM sessions s ${accountJoins(
      sql`s.account_id`,
      // A visit is to the association that it is to, at whatever host it was begun. Where neither host nor browser says it,
      // one is where the session was begun, if one is anybody there.
      sql`coalesce(CASE WHEN s.visit_id IS NOT NULL THEN s.vouched_by END, ${tenantId}::uuid,
        (SELECT q.tenant_id FROM people q WHERE q.account_id = s.account_id AND q.tenant_id = s.tenant_id))`,
    )}
    WHERE ${which} AND s.ended_at IS NULL AND s.expires_at > ${now}`)
  if (!row) return null
  const known = knownFrom(row, roles)
  const by = row.actedFrom === null ? undefined : await impersonatorOf(run, row, now, roles)
  if (by === null) return null
  if (row.visitId !== null) return loadedVisit(row, known, roles)
  return {
    sessionId: row.sessionId,
    accessExpiresAt: row.accessExpiresAt,
    tenantName: row.tenantName,
    lastSeenAt: row.lastSeenAt,
    expiresAt: row.expiresAt,
    actor: {
      ...(isLetIn(row, known, now)
        ? known
        : {
            ...known,
            personId: null,
            authorities: [],
            ...(known.personId !== null && row.vouchedBy === null ? { comesByProvider: true as const } : {}),
          }),
      // An association may vouch for who somebody is to itself, but not to the installation.
      ...(row.vouchedBy === null ? {} : { runsPlatform: 'no' as const }),
      sessionId: row.sessionId,
      token: null,
      provenUntil: row.provenUntil?.getTime() ?? null,
      ...(by ? { by } : {}),
      alarm: by
        ? bannerOf(known.name, by.name, row.expiresAt)
        : row.reset
          ? alarmOf(row.reset.dueAt)
          : closingAlarm(row),
    },
  }
}

/**
 * A platform administrator who looks into an association: nobody of it, with the rights of its administrators to see, as long
 * as the visit lasts and they run the installation.
 */
function loadedVisit(
  row: SessionRow,
  known: Known,
  roles: RoleBook,
): Awaited<ReturnType<typeof loadSession>> {
  const { visit, tenantId } = row
  if (!visit || tenantId === null || known.runsPlatform !== 'yes') return null
  const authority = {
    grantId: visit.id,
    role: 'platform',
    permissions: roles.visiting(),
    path: tenantId.replaceAll('-', ''),
    from: 0,
    until: row.expiresAt.getTime(),
    waits: false,
  }
  return {
    sessionId: row.sessionId,
    accessExpiresAt: null,
    tenantName: row.tenantName,
    lastSeenAt: row.lastSeenAt,
    expiresAt: row.expiresAt,
    actor: {
      ...known,
      runsPlatform: 'no',
      personId: null,
      name: known.address,
      photo: null,
      authorities: [authority],
      memberDuring: [{ from: 0, until: null }],
      sessionId: row.sessionId,
      token: null,
      provenUntil: null,
      visit,
      alarm: {
        title: 'tenants.visit.banner',
        message: 'tenants.visit.until',
        values: { name: row.tenantName ?? '' },
        at: row.expiresAt,
        button: 'tenants.visit.end',
        action: '/platform/visit/end',
      },
    },
  }
}

/** Who acts, as long as they may: they still hold the right to it, and the other has come to no more rights than they have. */
async function impersonatorOf(
  run: RunSql,
  { actedFrom, actedBy, tenantId, personId }: SessionRow,
  now: Date,
  roles: RoleBook,
): Promise<Impersonator | null> {
  if (actedFrom === null || actedBy === null || tenantId === null || personId === null) return null
  const staff = await authentication.loadStarter(
    run,
    { tenantId, personId: actedBy, token: null },
    now,
    roles,
  )
  if (!staff?.personId || !authorityAnywhere(staff, 'identity.impersonate', now)) return null
  if (await hasMoreRights(run, roles, staff, { tenantId, personId }, now)) return null
  const { accountId, name, accessVersion } = staff
  return { accountId, personId: staff.personId, sessionId: actedFrom, name, accessVersion }
}

function bannerOf(name: string, by: string, until: Date): Alarm {
  return {
    title: 'identity.acting.banner',
    message: 'identity.acting.until',
    values: { name, by },
    at: until,
    button: 'identity.acting.end',
    action: '/acting/end',
  }
}

export const authentication: Authentication = {
  /** The token of an app is nothing in a cookie. */
  load: (run, token, tenantId, now, roles) =>
    loadSession(run, sql`s.token_hash = ${hashToken(token)} AND s.app_name IS NULL`, tenantId, now, roles),

  async loadStarter(run, { tenantId, personId }, _now, roles) {
    const [row] = await run<AccountRow>(sql`
      SELECT ${accountColumns} FROM people o ${accountJoins(sql`o.account_id`, sql`o.tenant_id`)}
      WHERE o.tenant_id = ${tenantId}::uuid AND o.person_id = ${personId}::uuid AND p.person_id = o.person_id`)
    return row ? { ...knownFrom(row, roles), sessionId: null, token: null, provenUntil: null } : null
  },

  stillTrue(actor, now) {
    if (actor.sessionId === null) return sql`(${accountStillActive(actor)} AND ${rightsStillTrue(actor)})`
    // What this very transaction changed (a sign-out, a unit joined) is no news to it.
    return sql`(
      EXISTS (SELECT 1 FROM sessions s JOIN accounts a ON a.id = s.account_id AND a.status = 'active'
              WHERE s.id = ${actor.sessionId}::uuid AND s.expires_at > ${now}
              AND (s.ended_at IS NULL OR s.xmin = pg_current_xact_id()::xid))
      AND ${rightsStillTrue(actor)} ${actor.by ? sql`AND ${stillActs(actor.by, actor.tenantId, now)}` : empty})`
  },

  async touch(run, sessionIds, now) {
    await run(
      sql`UPDATE sessions SET last_seen_at = ${now} WHERE id = ANY(${sessionIds}::uuid[]) AND ended_at IS NULL`,
    )
  },
}

const appPrefix = prefixOf('access')

/**
 * An app on somebody's device may do what they may, but for what asks to step up and what is about credentials: that
 * takes a browser, where they see whom they tell their secrets.
 */
function asApp(actor: AccountActor, sessionId: string, roles: RoleBook): AccountActor {
  const scopes = new Set([...Object.values(ownScopes), ...roles.permissionsOf('administrator')])
  return { ...actor, sessionId, token: { id: sessionId, prefix: appPrefix, scopes }, provenUntil: null }
}

export const appAuthentication: BearerAuthentication = {
  prefix: appPrefix,

  async load(run, token, tenantId, now, roles) {
    if (!isBearerToken('access', token)) return null
    const which = sql`s.token_hash = ${hashToken(token)} AND s.app_name IS NOT NULL AND s.access_expires_at > ${now}`
    const loaded = await loadSession(run, which, tenantId, now, roles)
    return (
      loaded && {
        tenantName: loaded.tenantName,
        lastSeenAt: loaded.lastSeenAt,
        expiresAt: loaded.accessExpiresAt ?? loaded.expiresAt,
        actor: asApp(loaded.actor, loaded.sessionId, roles),
      }
    )
  },

  async loadStarter(run, { tenantId, personId, token }, now, roles) {
    const which = sql`s.id = ${token?.id ?? null}::uuid AND s.app_name IS NOT NULL`
    const loaded = await loadSession(run, which, tenantId, now, roles)
    return loaded?.actor.personId === personId ? asApp(loaded.actor, loaded.sessionId, roles) : null
  },

  stillTrue: (actor, now) => authentication.stillTrue(actor, now),
  touch: (run, sessionIds, now) => authentication.touch(run, sessionIds, now),
}
