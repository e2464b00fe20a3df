import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Found, Founded } from '../contract.ts'
import { foundingAsked } from '../facts.ts'
import { foundFor, hostOf } from '../found-row.ts'
import { command } from '../room.ts'
import { foundingClosed, slugTaken } from '../tenancy.ts'

/** By oneself, or as a wish that a platform administrator answers: the installation says which. */
export const foundTenant = command({
  name: 'tenants.foundTenant',
  summary: 'Found an association, or ask to',
  permission: 'signed-in',
  input: Found,
  output: Founded,
  http: { method: 'post', path: '/foundings', status: 201 },
  severity: 'critical',
  limits: [
    { by: 'account', count: 5, seconds: 86_400 },
    { by: 'address', count: 20, seconds: 86_400 },
  ],
  async run(context, wish) {
    const { tx, actor, now, services, session, within, record, emit } = context
    within(null)
    const { FOUNDING } = services.config
    if (FOUNDING === 'closed') throw foundingClosed()
    const foundingId = newId(now.getTime())
    const accountId = accountOf(actor)
    const { purpose: told, ...rest } = wish
    const purpose = told || null
    const [known] = await tx.sql(sql`SELECT 1 FROM tenancies WHERE slug = ${wish.slug}`)
    if (known) throw slugTaken()
    await tx.founding.create({
      data: { id: foundingId, accountId, purpose, ...rest, askedAt: now },
    })
    record({ type: 'founding', id: foundingId }, null, { ...rest, purpose, accountId })
    if (FOUNDING === 'approved') {
      emit(foundingAsked, { foundingId })
      return { foundingId, state: 'asked' as const, tenantId: null, address: null }
    }
    const { tenantId } = await foundFor(context, { accountId, ...rest })
    await tx.founding.update({
      where: { id: foundingId },
      data: { state: 'approved', decidedAt: now, foundedId: tenantId },
    })
    const host = hostOf(services, wish.slug)
    // The browser works with it from the next page on, where the host name does not say otherwise.
    session.choose(tenantId)
    return { foundingId, state: 'approved' as const, tenantId, address: host && services.link('/', host) }
  },
})
