import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import type { KeepMail } from '../../platform/policy/slots.ts'

/** One message is kept once: a repeat replaces it, since its link may be newer. */
export const keepMail: KeepMail = async (run, { to, subject, html, text, messageId }, now) => {
  await run(sql`
    INSERT INTO kept_mails (id, recipient, subject, html, text, message_id, created_at)
    VALUES (${newId(now.getTime())}::uuid, ${to}, ${subject}, ${html}, ${text}, ${messageId}, ${now})
    ON CONFLICT (message_id) DO UPDATE SET subject = excluded.subject, html = excluded.html, text = excluded.text`)
}
