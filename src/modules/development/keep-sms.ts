import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import type { KeepSms } from '../../platform/policy/slots.ts'

/** One message is kept once, however often it is tried. */
export const keepSms: KeepSms = async (run, { to, text, messageId }, now) => {
  await run(sql`
    INSERT INTO kept_sms (id, recipient, text, message_id, created_at)
    VALUES (${newId(now.getTime())}::uuid, ${to}, ${text}, ${messageId}, ${now})
    ON CONFLICT (message_id) DO UPDATE SET text = excluded.text`)
}
