import { z } from 'zod'

export const KeptMailSummary = z.strictObject({
  id: z.uuid(),
  recipient: z.string(),
  subject: z.string(),
  createdAt: z.date(),
})

export const KeptMails = z.strictObject({ items: z.array(KeptMailSummary) })

export const KeptMail = KeptMailSummary.extend({ html: z.string(), text: z.string() })

export const KeptMailReference = z.strictObject({ mailId: z.uuid() })

export type KeptMail = z.output<typeof KeptMail>
export type KeptMailSummary = z.output<typeof KeptMailSummary>
