import { z } from 'zod'
import { fillPersonFields } from '../../fields/index.ts'
import { welcomeMember } from '../../membership/index.ts'
import { addPerson } from '../../people/index.ts'
import { addMember } from '../../units/index.ts'
import { ImportPerson } from '../contract.ts'
import { command } from '../room.ts'

/** One person of a file, whole or not at all. They have no account: nobody has asked them. */
export const importPerson = command({
  name: 'members.importPerson',
  summary: 'Make a person of a file a member of a unit',
  permission: 'system',
  input: ImportPerson,
  output: z.strictObject({ personId: z.uuid() }),
  async run({ call }, { unitId, person, values, locale, timeZone }) {
    const { personId } = await call(addPerson, {
      ...person,
      accountId: null,
      locale,
      timeZone,
      unlessAlikeIn: unitId,
    })
    await call(addMember, { unitId, personId })
    await call(welcomeMember, { personId })
    if (values) await call(fillPersonFields, { personId, values })
    return { personId }
  },
})
