import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type Channel, channels } from '../../platform/presentation/channels.ts'
import type { Services } from '../../platform/services.ts'
import { linkExpired, linkInvalid } from './errors.ts'

/** What whoever has a letter may end: one topic of one person on one channel. */
export interface Unsubscription {
  tenantId: string
  personId: string
  topic: string
  channel: Channel
}

type Hash = Pick<Services, 'keyedHash'>

/** People look for the button in old mail as well. */
const lifetimeDays = 180

const Content = z.tuple([z.uuid(), z.uuid(), z.string(), z.enum(channels), z.int()])

/** It says itself what it is for, signed, so that nothing is kept for each letter. */
export function writeToken(
  services: Hash,
  { tenantId, personId, topic, channel }: Unsubscription,
  now: Date,
) {
  const expiresAt = Math.floor(now.getTime() / 1000) + lifetimeDays * 86_400
  const content: z.input<typeof Content> = [tenantId, personId, topic, channel, expiresAt]
  const written = Buffer.from(JSON.stringify(content)).toString('base64url')
  return `${written}.${signature(services, written).toString('base64url')}`
}

export function readToken(services: Hash, token: string, now: Date): Unsubscription {
  const [written = '', signed = ''] = token.split('.')
  const given = Buffer.from(signed, 'base64url')
  const expected = signature(services, written)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw linkInvalid()
  const [tenantId, personId, topic, channel, expiresAt] = Content.parse(
    JSON.parse(Buffer.from(written, 'base64url').toString()),
  )
  if (expiresAt * 1000 <= now.getTime()) throw linkExpired()
  return { tenantId, personId, topic, channel }
}

function signature({ keyedHash }: Hash, written: string): Buffer {
  return keyedHash('unsubscribe link', written)
}
