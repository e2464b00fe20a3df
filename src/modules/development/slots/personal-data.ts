import { sql } from '../../../platform/db/sql.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'kept_mails',
      of: 'account',
      columns: ['recipient'],
      purpose: 'shows mail that was not sent, where no mail server is configured',
      ground: 'legitimate interest',
      kept: 'as long as the demonstration',
      export: { not: 'copies of mail that its recipient would have been sent' },
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`
          DELETE FROM kept_mails WHERE lower(recipient) = (SELECT lower(email::text) FROM account_addresses WHERE account_id = ${accountId}::uuid)`)
      },
      merge: { not: 'mail was written to an address, not to a person' },
    },
    {
      table: 'kept_sms',
      of: 'account',
      columns: ['recipient'],
      purpose: 'shows messages that were not sent, where no gateway is configured',
      ground: 'legitimate interest',
      kept: 'as long as the demonstration',
      export: { not: 'copies of messages that their recipient would have been sent' },
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`
          DELETE FROM kept_sms WHERE recipient = (SELECT phone FROM account_addresses WHERE account_id = ${accountId}::uuid)`)
      },
      merge: { not: 'messages were written to a phone, not to a person' },
    },
  ],
}
