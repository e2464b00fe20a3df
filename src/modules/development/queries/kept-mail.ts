import { z } from 'zod'
import { KeptMail, KeptMailReference, KeptMails } from '../contract.ts'
import { query } from '../room.ts'

export const listKeptMails = query({
  name: 'development.listKeptMails',
  summary: 'List mail that was kept instead of sent',
  permission: 'anyone',
  input: z.strictObject({}),
  output: KeptMails,
  async run({ db }) {
    const items = await db.keptMail.findMany({
      select: { id: true, recipient: true, subject: true, createdAt: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 200,
    })
    return { items }
  },
})

export const readKeptMail = query({
  name: 'development.readKeptMail',
  summary: 'Read a mail that was kept instead of sent',
  permission: 'anyone',
  input: KeptMailReference,
  output: KeptMail,
  target: ({ db }, { mailId }) => db.keptMail.findUnique({ where: { id: mailId } }),
  run: async (_context, _input, { id, recipient, subject, createdAt, html, text }) => ({
    id,
    recipient,
    subject,
    createdAt,
    html,
    text,
  }),
})
