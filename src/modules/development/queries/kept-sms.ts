import { z } from 'zod'
import { KeptSmsList } from '../contract.ts'
import { query } from '../room.ts'

export const listKeptSms = query({
  name: 'development.listKeptSms',
  summary: 'List messages to phones that were kept instead of sent',
  permission: 'anyone',
  input: z.strictObject({}),
  output: KeptSmsList,
  async run({ db }) {
    const items = await db.keptSms.findMany({
      select: { id: true, recipient: true, text: true, createdAt: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 200,
    })
    return { items }
  },
})
