import { z } from 'zod'
import { GivenPassword, NewPassword } from './password.ts'
import { Token } from './token.ts'

const personName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(hasNoControls, { params: { code: 'invalid' } })
  // The name stands in mail to an address that nobody has confirmed: it must not carry a link there.
  .refine((name) => !/:\/\/|www\.|@/i.test(name), { params: { code: 'invalid' } })

function hasNoControls(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}

export const EmailAddress = z.string().trim().max(254).pipe(z.email())

const timeZone = z
  .string()
  .max(64)
  .refine((zone) => isTimeZone(zone), { params: { code: 'notOffered' } })

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const Nothing = z.strictObject({})

export const RequestSignUp = z.strictObject({
  givenName: personName,
  familyName: personName,
  email: EmailAddress,
  password: NewPassword,
  timeZone: timeZone.default('UTC'),
})

export const WithToken = z.strictObject({ token: Token })

export const SignIn = z.strictObject({ email: EmailAddress, password: GivenPassword })

export const RequestPasswordReset = z.strictObject({ email: EmailAddress })

export const ResetPassword = z.strictObject({ token: Token, password: NewPassword })

export const AcceptInvitation = z.strictObject({
  token: Token,
  givenName: personName,
  familyName: personName,
  email: EmailAddress,
  password: NewPassword,
})

export const InviteAdministrator = z.strictObject({ tenantId: z.uuid() })

export const InvitationLink = z.strictObject({ token: z.string(), expiresAt: z.date() })

export const ChooseAssociation = z.strictObject({ tenantId: z.uuid() })

export const offeredLocales = ['en', 'uk'] as const

export const UpdateMyProfile = z.strictObject({
  givenName: personName,
  familyName: personName,
  title: z.string().trim().max(120).transform(emptyToNull).nullish(),
  phone: z
    .string()
    .trim()
    .refine((phone) => /^$|^\+?[\d ().-]{5,30}$/.test(phone), { params: { code: 'identity.error.phone' } })
    .transform(emptyToNull)
    .nullish(),
  bio: z.string().trim().max(2000).transform(emptyToNull).nullish(),
  locale: z.enum(offeredLocales),
  timeZone,
})

function emptyToNull(text: string): string | null {
  return text === '' ? null : text
}

export const Profile = z
  .strictObject({
    personId: z.uuid(),
    email: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    title: z.string().nullable(),
    phone: z.string().nullable(),
    bio: z.string().nullable(),
    locale: z.string(),
    timeZone: z.string(),
    hasPhoto: z.boolean(),
    version: z.int(),
    createdAt: z.date(),
  })
  .meta({ id: 'Profile' })

/** Bytes come as the body of the request; a JSON schema has no word for them. */
export const SetMyPhoto = z.strictObject({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength > 0, {
    params: { code: 'identity.error.noPhoto' },
  }),
})

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const Addressees = z.strictObject({
  items: z.array(
    z.strictObject({ personId: z.uuid(), name: z.string(), email: z.string(), locale: z.string() }),
  ),
})

export const ListAddressees = z.strictObject({ personIds: z.array(z.uuid()).max(10_000) })

/** What the mail to someone who asked to join says. */
export const SignUpLetter = z.strictObject({
  kind: z.enum(['verify', 'known', 'done']),
  email: z.string(),
  name: z.string(),
  locale: z.string(),
  tenantName: z.string(),
  token: z.string().nullable(),
})

export const ResetLetter = z.strictObject({
  kind: z.enum(['reset', 'unknown', 'done']),
  email: z.string(),
  name: z.string(),
  locale: z.string(),
  token: z.string().nullable(),
})

export const AccountLetter = z
  .strictObject({
    email: z.string(),
    name: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    changedAt: z.date(),
  })
  .nullable()

export type Profile = z.output<typeof Profile>
