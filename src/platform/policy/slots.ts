import type { RunSql } from '../db/database.ts'
import type { Sql } from '../db/sql.ts'
import type { OutgoingMail } from '../mail/transport.ts'
import type { BrandLook } from '../presentation/brand.ts'
import type { OutgoingSms } from '../sms/transport.ts'
import type { AccountActor, TenantState, TokenUse } from './actor.ts'
import type { RoleBook } from './permissions.ts'

export interface Tenant {
  id: string
  name: string
  state: TenantState
}

/** Filled by the room that owns the tree of units. */
export interface Tenancy {
  /** The tenant that a host name leads to, else the only one there is, else null: the person chooses. */
  tenantOf(sql: RunSql, host: string): Promise<Tenant | null>
  /** Its name, and the host name that leads to it where it has one. */
  describe(
    sql: RunSql,
    tenantId: string,
  ): Promise<{ name: string; host: string | null; state: TenantState } | null>
  /** Every tenant, for someone who has to choose. */
  tenants(sql: RunSql): Promise<Tenant[]>
}

/** Filled by the room that keeps how associations look. */
export interface Brands {
  /** How an association looks, or one of its units: as the nearest unit above it that chose. Null for the looks of the installation. */
  brandOf(sql: RunSql, tenantId: string, unitId: string | null): Promise<BrandLook | null>
}

export interface LoadedSession {
  actor: AccountActor
  tenantName: string | null
  /** Null where it was never used. */
  lastSeenAt: Date | null
  expiresAt: Date
}

/** Who started a task, and by which token where it was a program. */
export interface Starter {
  tenantId: string
  personId: string
  token: Pick<TokenUse, 'id' | 'prefix'> | null
}

/** Filled by the room that owns accounts and sessions. */
export interface Authentication {
  /** The live session behind a token, with what its person may do in the tenant. */
  load(
    sql: RunSql,
    token: string,
    tenantId: string | null,
    now: Date,
    roles: RoleBook,
  ): Promise<LoadedSession | null>
  /**
   * Whom a task acts for, with what they may do by now: an actor without a session, or with the token that the task was
   * started with. Null where the account, or the token, may not be used any more.
   */
  loadStarter(sql: RunSql, starter: Starter, now: Date, roles: RoleBook): Promise<AccountActor | null>
  /** SQL that is true while the session lives (or, without one, the account) and no right has changed since the actor was loaded. */
  stillTrue(actor: AccountActor, now: Date): Sql
  /** Notes that sessions (or tokens) were used. */
  touch(sql: RunSql, ids: string[], now: Date): Promise<void>
}

/** Filled by rooms that hand out what programs send as `Authorization: Bearer …`. */
export interface BearerAuthentication extends Authentication {
  /** What its tokens begin with: it tells them from those of others, here and wherever one was left lying about. */
  prefix: string
}

/** Filled by the room that shows mail which was not sent, because no mail server is configured. */
export type KeepMail = (sql: RunSql, mail: OutgoingMail, now: Date) => Promise<void>

/** Filled by the same room, for messages to phones. */
export type KeepSms = (sql: RunSql, sms: OutgoingSms, now: Date) => Promise<void>

/** Channel on which database triggers say whose cached rights are out of date: `session:<id>`, `person:<id>`, … */
export const authorityChannel = 'guildhall_authority'
