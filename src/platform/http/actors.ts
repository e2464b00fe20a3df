import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { Listener } from '../db/listener.ts'
import type { Log } from '../log.ts'
import { authorityChannel, type LoadedSession, type Tenant } from '../policy/slots.ts'
import type { BrandChoice } from '../presentation/brand.ts'
import type { Registry } from '../run/registry.ts'

export interface Actors {
  session(token: string, tenantId: string | null): Promise<LoadedSession | null>
  /** Past the cache. */
  reload(token: string, tenantId: string | null): Promise<LoadedSession | null>
  /** Forgets what is cached of a session, without waiting for the database to tell. */
  drop(token: string, tenantId: string | null): void
  tenant(host: string): Promise<Tenant | null>
  /** The association that a browser says was chosen, if there is one with this id. */
  chosenTenant(tenantId: string): Promise<Tenant | null>
  /** How an association looks; null for the looks of the installation. */
  brand(tenantId: string): Promise<BrandChoice | null>
  close(): Promise<void>
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
export async function createActors(parts: {
  database: Database
  listener: Listener
  registry: Registry
  clock: Clock
  log: Log
  idleMilliseconds: number
}): Promise<Actors> {
  const { database, listener, registry, clock, log, idleMilliseconds } = parts
  const { authentication, tenancy, brands, roles } = registry
  const cache = new Map<string, Cached>()
  const tenants = new Map<string, { tenant: Tenant | null; loadedAt: number }>()
  const looks = new Map<string, { brand: BrandChoice | null; loadedAt: number }>()
  const used = new Map<string, Date>()
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
        (kind === 'session' && actor.sessionId === id) ||
        (kind === 'account' && actor.accountId === id) ||
        (kind === 'person' && actor.personId === id) ||
        (kind === 'tenant' && actor.tenantId === id)
      if (matches) cache.delete(key)
    }
  }

  await listener.on(authorityChannel, forget, forgetAll)

  async function load(token: string, tenantId: string | null): Promise<LoadedSession | null> {
    const before = generation
    const session = await authentication.load(database.sql, token, tenantId, clock.now(), roles)
    if (session && listener.up && before === generation) {
      if (cache.size >= most) cache.delete(cache.keys().next().value as string)
      cache.set(cacheKey(token, tenantId), { session, loadedAt: clock.now().getTime() })
    }
    return session
  }

  async function findTenant(key: string, find: () => Promise<Tenant | null>): Promise<Tenant | null> {
    const now = clock.now().getTime()
    const known = listener.up ? tenants.get(key) : undefined
    if (known && now - known.loadedAt < freshForMilliseconds) return known.tenant
    const before = generation
    const tenant = await find()
    if (before === generation) {
      // The oldest goes: host names come from whoever asks, and must not push the cache into uselessness.
      if (tenants.size >= most) tenants.delete(tenants.keys().next().value as string)
      tenants.set(key, { tenant, loadedAt: now })
    }
    return tenant
  }

  async function touchAll(): Promise<void> {
    if (used.size === 0) return
    const ids = [...used.keys()]
    used.clear()
    await authentication.touch(database.sql, ids, clock.now())
  }

  const timer = setInterval(() => {
    touchAll().catch((error: Error) => log.error({ err: error }, 'sessions could not be touched'))
  }, touchEveryMilliseconds)
  timer.unref()

  return {
    async session(token, tenantId) {
      const now = clock.now().getTime()
      const cached = listener.up ? cache.get(cacheKey(token, tenantId)) : undefined
      const fresh = cached && now - cached.loadedAt < freshForMilliseconds ? cached.session : null
      const session = fresh ?? (await load(token, tenantId))
      if (!session || session.expiresAt.getTime() <= now) return null
      if (!used.has(session.actor.sessionId) && session.lastSeenAt.getTime() + idleMilliseconds <= now)
        return null
      if (now - session.lastSeenAt.getTime() >= touchEveryMilliseconds)
        used.set(session.actor.sessionId, new Date(now))
      return session
    },
    async reload(token, tenantId) {
      cache.delete(cacheKey(token, tenantId))
      return load(token, tenantId)
    },
    drop(token, tenantId) {
      generation += 1
      cache.delete(cacheKey(token, tenantId))
    },
    tenant: (host) => findTenant(`host:${host}`, () => tenancy.tenantOf(database.sql, host)),
    chosenTenant: (tenantId) =>
      findTenant(`id:${tenantId}`, async () => {
        const tenant = await tenancy.describe(database.sql, tenantId)
        return tenant && { id: tenantId, name: tenant.name }
      }),
    async brand(tenantId) {
      const now = clock.now().getTime()
      const known = listener.up ? looks.get(tenantId) : undefined
      if (!brands || (known && now - known.loadedAt < freshForMilliseconds)) return known?.brand ?? null
      const before = generation
      const brand = await brands.brandOf(database.sql, tenantId)
      if (before === generation) {
        if (looks.size >= most) looks.clear()
        looks.set(tenantId, { brand, loadedAt: now })
      }
      return brand
    },
    async close() {
      clearInterval(timer)
      await touchAll()
    },
  }
}

function cacheKey(token: string, tenantId: string | null): string {
  return `${tenantId ?? ''}|${token}`
}
