import { z } from 'zod'

export const Nothing = z.strictObject({})

export const PersonReference = z.strictObject({ personId: z.uuid() })

/** Whatever stands in the link: what is no code counts for nothing, and is no mistake of whoever followed it. */
export const TypedCode = z.string().max(200)

export const CodeReference = z.strictObject({ code: TypedCode })

export const CodeCounts = z
  .strictObject({
    counts: z.boolean().describe('Whether the link of a member of this association has it by now.'),
  })
  .meta({ id: 'ReferralCodeCounts' })

export const MyCode = z.strictObject({ code: z.string().nullable() }).meta({ id: 'MyReferralCode' })

export const ChangeReferralRule = z.strictObject({ isOff: z.boolean().default(false) })

export const RecordReferral = z.strictObject({ personId: z.uuid(), code: TypedCode, askedAt: z.date() })

const Brought = z.strictObject({
  name: z.string().nullable().describe('Null where they do not show themselves to the reader.'),
  personId: z.uuid().nullable(),
  broughtAt: z.date(),
})

export const MyReferrals = z
  .strictObject({
    isOff: z.boolean().describe('Whether the association counts nobody’s link.'),
    code: z.string().nullable().describe('Null where one has no link.'),
    link: z.string().nullable().describe('Where it leads to sign up.'),
    count: z.int().describe('How many came by one’s links, ever.'),
    items: z.array(Brought).describe('The newest of them.'),
  })
  .meta({ id: 'MyReferrals' })

export const ReferralsOfPerson = z
  .strictObject({
    person: z.strictObject({ personId: z.uuid(), name: z.string() }),
    broughtBy: z
      .strictObject({ personId: z.uuid(), name: z.string(), at: z.date() })
      .nullable()
      .describe('Who brought them; null where nobody did, or the reader does not look after them.'),
    count: z.int().describe('How many they brought, ever.'),
    items: z.array(Brought),
  })
  .meta({ id: 'ReferralsOfPerson' })

export const ReferralRule = z
  .strictObject({ isOff: z.boolean(), count: z.int(), members: z.int() })
  .meta({ id: 'ReferralRule' })

export type MyReferrals = z.output<typeof MyReferrals>
export type ReferralsOfPerson = z.output<typeof ReferralsOfPerson>
export type ReferralRule = z.output<typeof ReferralRule>
