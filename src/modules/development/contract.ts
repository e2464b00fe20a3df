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

export const KeptSms = z.strictObject({
  id: z.uuid(),
  recipient: z.string(),
  text: z.string(),
  createdAt: z.date(),
})

export const KeptSmsList = z.strictObject({ items: z.array(KeptSms) })

export type KeptSms = z.output<typeof KeptSms>
export type KeptMail = z.output<typeof KeptMail>
export type KeptMailSummary = z.output<typeof KeptMailSummary>
