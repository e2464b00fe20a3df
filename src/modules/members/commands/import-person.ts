import { z } from 'zod'
import { system } from '../../../platform/policy/actor.ts'
import { fillPersonFields } from '../../fields/index.ts'
import { welcomeMember } from '../../membership/index.ts'
import { addPerson } from '../../people/index.ts'
import { addMember } from '../../units/index.ts'
import { ImportPerson } from '../contract.ts'
import { findPlace } from '../import/place.ts'
import { command } from '../room.ts'

/** One person of a file, whole or not at all. They have no account: nobody has asked them. */
export const importPerson = command({
  name: 'members.importPerson',
  summary: 'Make a person of a file a member of a unit',
  permission: 'members.import',
  input: ImportPerson,
  output: z.strictObject({ personId: z.uuid() }),
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run({ actor, call, record }, { unitId, person, values, locale, timeZone }) {
    // Nobody may do these alone; the entries name whom they are done for.
    const as =
      actor.kind === 'account'
        ? system('a person of a file comes in', actor.tenantId, actor.accountId)
        : actor
    const told = { ...person, locale, timeZone }
    const { personId } = await call(addPerson, { ...told, accountId: null, unlessAlikeIn: unitId }, { as })
    await call(addMember, { unitId, personId }, { as })
    await call(welcomeMember, { personId }, { as })
    if (values) await call(fillPersonFields, { personId, values })
    record({ type: 'person', id: personId }, null, { unitId, ...told })
    return { personId }
  },
})
