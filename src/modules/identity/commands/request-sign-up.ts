import { sql } from '../../../platform/db/sql.ts'
import { findDoorway, joiningOf } from '../../membership/index.ts'
import { findReferrer, readCode } from '../../referrals/index.ts'
import { requireReachable, sendingLimits } from '../address.ts'
import { openChallenge } from '../challenge.ts'
import { RequestSignUp, SignUpRequested } from '../contract.ts'
import { invitationOnly, unknownAssociation } from '../errors.ts'
import { refuseWhereProvidersOnly } from '../joining.ts'
import { command } from '../room.ts'
import { lifetimes } from '../token.ts'

/**
 * Notes that someone wants to join. Whether the address is known makes no difference here, neither in the answer nor
 * in the time it takes: what is sent there tells its owner.
 */
export const requestSignUp = command({
  name: 'identity.requestSignUp',
  summary: 'Ask to join; a code follows, by mail with a link',
  permission: 'anyone',
  whileStopped: [],
  input: RequestSignUp,
  output: SignUpRequested,
  http: { method: 'post', path: '/sign-up', status: 202 },
  limits: sendingLimits,
  idempotent: false,
  async run(context, { address: typed, givenName, familyName, timeZone, unitId, message, ref }) {
    const { tx, actor, now, services } = context
    if (actor.tenantId === null) throw unknownAssociation()
    await refuseWhereProvidersOnly(tx.sql, actor.tenantId)
    const joining = await joiningOf(tx.sql, actor.tenantId)
    if (joining === 'closed') throw invitationOnly()
    const address = requireReachable(typed, services.config)
    const unit = unitId === null ? null : await findDoorway(tx.sql, actor.tenantId, unitId)
    const counts = ref !== null && (await findReferrer(tx.sql, actor.tenantId, readCode(ref), now)) !== null
    const id = await openChallenge(context, {
      purpose: 'join',
      address,
      by: 'code or link',
      linkMinutes: lifetimes.signUpHours * 60,
    })
    await tx.sql(sql`
      INSERT INTO sign_ups (id, tenant_id, given_name, family_name, time_zone, unit_id, message, referral_code)
      VALUES (${id}::uuid, ${actor.tenantId}::uuid, ${givenName}, ${familyName}, ${timeZone},
        ${unit && unitId}::uuid, ${unit?.asks || joining === 'request' ? message : null}, ${counts ? readCode(ref) : null})`)
    return {
      association: joining === 'request' ? 'asks' : 'joins',
      unit: unitId === null ? null : unit === null ? 'none' : unit.asks ? 'asks' : 'joins',
      referral: ref === null ? null : counts ? 'counts' : 'unknown',
    } as const
  },
})
