import { z } from 'zod'
import { builtInRoles } from '../../access/index.ts'
import { hasName, nameless } from '../../people/index.ts'
import { signUpFields } from '../contract.ts'
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
      ...signUpFields,
      tenantId: z.uuid(),
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
  run: (context, { tenantId, email, givenName, familyName, locale, timeZone, roles }) =>
    admit(
      context,
      {
        tenantId,
        email,
        passwordHash: context.prepared.passwordHash,
        givenName,
        familyName,
        locale,
        timeZone,
      },
      roles,
    ),
})
