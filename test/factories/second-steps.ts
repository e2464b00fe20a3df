import { generate } from 'otplib'
import type { Client } from '../support/client.ts'
import type { Portal } from '../support/portal.ts'

/** What an app shows at the time of the portal, or some steps of thirty seconds before or after. */
export function appCode(portal: Portal, secret: string, steps = 0): Promise<string> {
  return generate({ secret, epoch: Math.floor(portal.clock.now().getTime() / 1000) + steps * 30 })
}

/** Switches the second step on for whoever is signed in; the first code is used up then. */
export async function setUpSecondStep(
  portal: Portal,
  client: Client,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  await client.call('POST', '/account/second-factor', {})
  const { body } = await client.call<{ secret: string }>('GET', '/account/second-factor')
  const reply = await client.call<{ recoveryCodes: string[] }>('POST', '/account/second-factor/confirm', {
    code: await appCode(portal, body.secret),
  })
  if (reply.status !== 200) throw new Error(`The second step answered ${reply.status}: ${reply.text}`)
  return { secret: body.secret, recoveryCodes: reply.body.recoveryCodes }
}
