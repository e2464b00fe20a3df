import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { Listener } from '../db/listener.ts'
import type { Log } from '../log.ts'
import { type Authentication, authorityChannel, type LoadedSession, type Tenant } from '../policy/slots.ts'
import type { BrandLook } from '../presentation/brand.ts'
import type { Registry } from '../run/registry.ts'

/** What a request brought to say whose it is. A cookie's token is nothing as a bearer's, and the other way round. */
export interface Credential {
  via: 'cookie' | 'bearer'
  token: string
}

export interface Actors {
  /** The live session, or the token of a program, behind what was brought. */
  session(credential: Credential, tenantId: string | null): Promise<LoadedSession | null>
  /** Past the cache. */
  reload(credential: Credential, tenantId: string | null): Promise<LoadedSession | null>
  /** Forgets what is cached of a session, without waiting for the database to tell. */
  drop(credential: Credential, tenantId: string | null): void
  tenant(host: string): Promise<Tenant | null>
  /** Past the cache. */
  reloadTenant(host: string): Promise<Tenant | null>
  /** The association that a browser says was chosen, if there is one with this id. */
  chosenTenant(tenantId: string): Promise<Tenant | null>
  /** How the pages of an association look, or those of one of its units; null for the looks of the installation. */
  brand(tenantId: string, unitId?: string): Promise<BrandLook | null>
  /** What a host showed last: for answers that may ask the database nothing, or cannot. */
  shownAt(host: string): Shown | null
  noteShown(host: string, shown: Shown): void
  close(): Promise<void>
}

/** Under which name and looks pages come. */
export interface Shown {
  tenantName: string
  brand: BrandLook | null
}

const most = 20_000
const touchEveryMilliseconds = 60_000
/** Host names and expiries that no trigger tells of are looked up again after this long. */
const freshForMilliseconds = 30_000

interface Cached {
  session: LoadedSession
  loadedAt: number
}

/**
 * Sessions with their rights, kept per process. The database tells of every change (see the triggers on sessions,
 * grants, persons and units); while it cannot be heard, nothing is taken from here.
 */
/** Of one association; its own looks stand under null. */
type LooksByUnit = Map<string | null, { brand: BrandLook | null; loadedAt: number }>

export async function createActors(parts: {
  database: Database
  listener: Listener
  registry: Registry
  clock: Clock
  log: Log
  idleMilliseconds: number
}): Promise<Actors> {
  const { database, listener, registry, clock, log, idleMilliseconds } = parts
  const { authentication, bearers, tenancy, brands, roles } = registry
  const cache = new Map<string, Cached>()
  const tenants = new Map<string, { tenant: Tenant | null; loadedAt: number }>()
  const looks = new Map<string, LooksByUnit>()
  const shownAt = new Map<string, Shown>()
  /** By id, with whose it is to know that it was used. */
  const used = new Map<string, Authentication>()
  /** Counts what was heard, so that a load that began before a change does not put the old state back. */
  let generation = 0

  function forgetAll(): void {
    generation += 1
    cache.clear()
    tenants.clear()
    looks.clear()
  }

  function forget(subject: string): void {
    generation += 1
    const [kind, id] = subject.split(':')
    if (kind === 'tenant') {
      tenants.clear()
      looks.delete(id ?? '')
    }
    for (const [key, { session }] of cache) {
      const { actor } = session
      const matches =
        (kind === 'session' && (actor.sessionId === id || actor.by?.sessionId === id)) ||
        (kind === 'token' && actor.token?.id === id) ||
        (kind === 'account' && (actor.accountId === id || actor.by?.accountId === id)) ||
        (kind === 'person' && (actor.personId === id || actor.by?.personId === id)) ||
        (kind === 'tenant' && actor.tenantId === id)
      if (matches) cache.delete(key)
    }
  }

  await listener.on(authorityChannel, forget, forgetAll)

  const underWay = new Map<string, { since: number; answer: Promise<unknown> }>()

  /** Whoever asks for what is just being asked for waits for the same answer, unless a change was heard of meanwhile. */
  function together<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const going = underWay.get(key)
    if (going && going.since === generation && listener.up) return going.answer as Promise<Answer>
    const answer = ask().finally(() => {
      if (underWay.get(key)?.answer === answer) underWay.delete(key)
    })
    underWay.set(key, { since: generation, answer })
    return answer
  }

  function authenticationFor({ via, token }: Credential): Authentication | undefined {
    return via === 'cookie' ? authentication : bearers.find(({ prefix }) => token.startsWith(prefix))
  }

  async function load(credential: Credential, tenantId: string | null): Promise<LoadedSession | null> {
    const before = generation
    const { token } = credential
    const session =
      (await authenticationFor(credential)?.load(database.sql, token, tenantId, clock.now(), roles)) ?? null
    if (session && listener.up && before === generation) {
      if (cache.size >= most) cache.delete(cache.keys().next().value as string)
      cache.set(cacheKey(credential, tenantId), { session, loadedAt: clock.now().getTime() })
    }
    return session
  }

  async function findTenant(key: string, find: () => Promise<Tenant | null>): Promise<Tenant | null> {
    const now = clock.now().getTime()
    const known = listener.up ? tenants.get(key) : undefined
    if (known && now - known.loadedAt < freshForMilliseconds) return known.tenant
    const before = generation
    const tenant = await together(`tenant ${key}`, find)
    if (before === generation) {
      // The oldest goes: host names come from whoever asks, and must not push the cache into uselessness.
      if (tenants.size >= most) tenants.delete(tenants.keys().next().value as string)
      tenants.set(key, { tenant, loadedAt: now })
    }
    return tenant
  }

  const hostKey = (host: string) => `host:${host}`
  const tenantAt = (host: string) => findTenant(hostKey(host), () => tenancy.tenantOf(database.sql, host))

  async function touchAll(): Promise<void> {
    if (used.size === 0) return
    const byKind = Map.groupBy(used, ([, keeper]) => keeper)
    used.clear()
    for (const [keeper, each] of byKind)
      await keeper.touch(
        database.sql,
        each.map(([id]) => id),
        clock.now(),
      )
  }

  const timer = setInterval(() => {
    touchAll().catch((error: Error) => log.error({ err: error }, 'sessions could not be touched'))
  }, touchEveryMilliseconds)
  timer.unref()

  return {
    async session(credential, tenantId) {
      const now = clock.now().getTime()
      const cached = listener.up ? cache.get(cacheKey(credential, tenantId)) : undefined
      const fresh = cached && now - cached.loadedAt < freshForMilliseconds ? cached.session : null
      const session =
        fresh ??
        (await together(`session ${cacheKey(credential, tenantId)}`, () => load(credential, tenantId)))
      if (!session || session.expiresAt.getTime() <= now) return null
      const { actor, lastSeenAt } = session
      const id = actor.token?.id ?? actor.sessionId ?? ''
      const seen = lastSeenAt?.getTime() ?? 0
      // A program may rest for as long as it likes: its token has an end of its own.
      if (!actor.token && !used.has(id) && seen + idleMilliseconds <= now) return null
      if (now - seen >= touchEveryMilliseconds) used.set(id, registry.authenticationOf(actor))
      return session
    },
    async reload(credential, tenantId) {
      cache.delete(cacheKey(credential, tenantId))
      return load(credential, tenantId)
    },
    drop(credential, tenantId) {
      generation += 1
      cache.delete(cacheKey(credential, tenantId))
    },
    tenant: tenantAt,
    reloadTenant(host) {
      tenants.delete(hostKey(host))
      return tenantAt(host)
    },
    chosenTenant: (tenantId) =>
      findTenant(`id:${tenantId}`, async () => {
        const tenant = await tenancy.describe(database.sql, tenantId)
        return tenant && { id: tenantId, name: tenant.name, state: tenant.state }
      }),
    async brand(tenantId, unitId) {
      const at = unitId ?? null
      const now = clock.now().getTime()
      const known = listener.up ? looks.get(tenantId)?.get(at) : undefined
      if (!brands || (known && now - known.loadedAt < freshForMilliseconds)) return known?.brand ?? null
      const before = generation
      const brand = await together(`brand ${tenantId} ${at}`, () =>
        brands.brandOf(database.sql, tenantId, at),
      )
      if (before === generation) {
        if (looks.size >= most) looks.clear()
        const byUnit: LooksByUnit = looks.get(tenantId) ?? new Map()
        if (byUnit.size >= most) byUnit.clear()
        looks.set(tenantId, byUnit.set(at, { brand, loadedAt: now }))
      }
      return brand
    },
    shownAt: (host) => shownAt.get(host) ?? null,
    noteShown(host, shown) {
      // Host names come from whoever asks.
      if (shownAt.size >= most && !shownAt.has(host)) shownAt.clear()
      shownAt.set(host, shown)
    },
    async close() {
      clearInterval(timer)
      await touchAll()
    },
  }
}

function cacheKey({ via, token }: Credential, tenantId: string | null): string {
  return `${via}|${tenantId ?? ''}|${token}`
}
