import { z } from 'zod'
import { hasName, mainNames, nameless, timeZone } from '../people/index.ts'
import { GivenPassword, NewPassword } from './password.ts'
import { Token } from './token.ts'

export const EmailAddress = z.string().trim().max(254).pipe(z.email())

export const Nothing = z.strictObject({})

export const signUpFields = {
  ...mainNames,
  email: EmailAddress,
  password: NewPassword,
  timeZone: timeZone.default('UTC'),
}

export const RequestSignUp = z.strictObject(signUpFields).refine(hasName, nameless)

export const WithToken = z.strictObject({ token: Token })

export const SignIn = z.strictObject({ email: EmailAddress, password: GivenPassword })

export const RequestPasswordReset = z.strictObject({ email: EmailAddress })

export const ResetPassword = z.strictObject({ token: Token, password: NewPassword })

export const AcceptInvitation = z
  .strictObject({ token: Token, ...mainNames, email: EmailAddress, password: NewPassword })
  .refine(hasName, nameless)

export const InviteAdministrator = z.strictObject({ tenantId: z.uuid() })

export const InvitationLink = z.strictObject({ token: z.string(), expiresAt: z.date() })

export const ChooseAssociation = z.strictObject({ tenantId: z.uuid() })

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
