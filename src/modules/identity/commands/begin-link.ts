import { notFound } from '../../../platform/errors.ts'
import { BegunLink, ProviderReference } from '../contract.ts'
import { flowMinutes, linkTicket } from '../provider.ts'
import { findProvider } from '../provider-client.ts'
import { command } from '../room.ts'

/** Only what the owner asks for here leads to a link: another site could else have an account of its choice linked. */
export const beginLink = command({
  name: 'identity.beginLink',
  stepUp: true,
  summary: 'Begin to link your account with yours at an identity provider',
  permission: 'member',
  input: ProviderReference,
  output: BegunLink,
  http: { method: 'post', path: '/account/linked/:providerId' },
  severity: 'notable',
  idempotent: false,
  async run({ tx, actor, now, services }, { providerId }) {
    const provider = await findProvider(tx.sql, providerId, actor.tenantId)
    if (!provider || actor.kind !== 'account' || actor.sessionId === null) throw notFound()
    const expires = now.getTime() + flowMinutes * 60_000
    const ticket = linkTicket(services, actor.sessionId, providerId, expires)
    return { name: provider.name, path: `/sign-in/with/${providerId}?ticket=${ticket}` }
  },
})
