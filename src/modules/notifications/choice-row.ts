import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Channel } from '../../platform/presentation/channels.ts'
import { isWanted, type Reach, type Topic } from '../../platform/slots/topics.ts'
import type { ChoiceRow } from './views.ts'

export interface Choice {
  topic: Topic
  channel: Channel
  wanted: boolean
}

interface Owner {
  tenantId: string
  personId: string
}

/** Writes what differs from what a topic does by itself, and forgets what no longer does. The last one stays. */
export async function keepChoices(
  run: RunSql,
  { tenantId, personId }: Owner,
  choices: readonly Choice[],
  now: Date,
): Promise<void> {
  const reach = await reachOf(run, personId)
  const own = choices.filter(
    ({ topic, channel, wanted }) => wanted !== isWanted(topic, channel, undefined, reach),
  )
  const usual = choices.filter((choice) => !own.includes(choice))
  const columns = (of: readonly Choice[]) =>
    sql`${of.map(({ topic }) => topic.name)}::text[], ${of.map(({ channel }) => channel)}::text[]`
  if (usual.length > 0)
    await run(sql`
      DELETE FROM notification_choices c USING unnest(${columns(usual)}) u (topic, channel)
      WHERE c.tenant_id = ${tenantId}::uuid AND c.person_id = ${personId}::uuid AND c.topic = u.topic AND c.channel = u.channel`)
  if (own.length > 0)
    await run(sql`
      INSERT INTO notification_choices (tenant_id, person_id, topic, channel, wanted, changed_at)
      SELECT ${tenantId}::uuid, ${personId}::uuid, o.topic, o.channel, o.wanted, ${now}
      FROM unnest(${columns(own)}, ${own.map(({ wanted }) => wanted)}::boolean[]) o (topic, channel, wanted)
      ON CONFLICT (tenant_id, person_id, topic, channel) DO UPDATE SET wanted = excluded.wanted, changed_at = excluded.changed_at`)
}

/** How somebody can be written to at all. */
export async function reachOf(run: RunSql, personId: string): Promise<Reach> {
  const [found] = await run(sql`
    SELECT 1 FROM people p JOIN account_addresses a ON a.account_id = p.account_id
    WHERE p.person_id = ${personId}::uuid AND a.email IS NULL AND a.phone IS NOT NULL`)
  return { byPhoneAlone: found !== undefined }
}

export function choicesOf(run: RunSql, personIds: readonly string[]): Promise<ChoiceRow[]> {
  return run<ChoiceRow>(sql`
    SELECT c.person_id AS "personId", c.topic, c.channel, c.wanted FROM notification_choices c
    WHERE c.person_id = ANY(${[...personIds]}::uuid[])`)
}
