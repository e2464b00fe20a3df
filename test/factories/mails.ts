import { sql } from '../../src/platform/db/sql.ts'
import type { Portal } from '../support/portal.ts'

export interface FoundMail {
  subject: string
  text: string
  html: string
}

/** Mail that was kept for an address, oldest first. */
export function mailsTo(portal: Portal, email: string): Promise<FoundMail[]> {
  return portal.app.database.sql<FoundMail>(
    sql`SELECT subject, text, html FROM kept_mails WHERE recipient = ${email} ORDER BY created_at, id`,
  )
}

/** Texts of the messages that were kept for a phone, oldest first. */
export async function smsTo(portal: Portal, number: string): Promise<string[]> {
  const found = await portal.app.database.sql<{ text: string }>(
    sql`SELECT text FROM kept_sms WHERE recipient = ${number} ORDER BY created_at, id`,
  )
  return found.map(({ text }) => text)
}

/** The code in a mail or a message to a phone. */
export function codeIn(text: string | undefined): string {
  const code = text?.match(/(?<![\w-])\d{6}(?![\w-])/)?.[0]
  if (!code) throw new Error(`No code in: ${text}`)
  return code
}

/** The token at the end of the one link in a mail that leads to `path`. */
export function tokenIn(mail: FoundMail | undefined, path: string): string {
  const token = mail?.text.match(new RegExp(`${path}/([\\w-]{43})`))?.[1]
  if (!token) throw new Error(`No link to ${path} in: ${mail?.text}`)
  return token
}
