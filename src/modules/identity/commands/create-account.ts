import { z } from 'zod'
import { builtInRoles } from '../../access/index.ts'
import { hasName, mainNames, nameless, timeZone } from '../../people/index.ts'
import { EmailAddress } from '../address.ts'
import { admit } from '../joining.ts'
import { hashPassword } from '../password.ts'
import { command } from '../room.ts'

/** For presets and imports, which vouch for the address themselves. */
export const createAccount = command({
  name: 'identity.createAccount',
  summary: 'Create an account with its person, without a mail',
  permission: 'system',
  input: z
    .strictObject({
      ...mainNames,
      timeZone: timeZone.default('UTC'),
      tenantId: z.uuid(),
      email: EmailAddress.optional(),
      /** E.164. */
      phone: z
        .string()
        .regex(/^\+[1-9]\d{4,14}$/)
        .optional(),
      locale: z.string().default('en'),
      // A sign-in compares the normalised form; whether a password is common is for the preset to judge.
      password: z
        .string()
        .min(8)
        .transform((text) => text.normalize('NFKC')),
      roles: z.array(z.enum(builtInRoles)).default(['member']),
    })
    .refine(hasName, nameless),
  output: z.strictObject({ accountId: z.uuid(), personId: z.uuid() }),
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  run: (context, { tenantId, email, phone, givenName, familyName, locale, timeZone, roles }) =>
    admit(
      context,
      {
        tenantId,
        email: email ?? null,
        phone: phone ?? null,
        passwordHash: context.prepared.passwordHash,
        givenName,
        familyName,
        locale,
        timeZone,
      },
      roles,
    ),
})
