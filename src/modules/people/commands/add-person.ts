import { z } from 'zod'
import { AddPerson } from '../contract.ts'
import { makePeople } from '../new-people-row.ts'
import { command } from '../room.ts'

/** Makes a person of the tenant that it is called for, with the account behind them if there is one. */
export const addPerson = command({
  name: 'people.addPerson',
  summary: 'Make a person of an association',
  permission: 'system',
  input: AddPerson,
  output: z.strictObject({ personId: z.uuid() }),
  async run(context, person) {
    const [personId] = await makePeople(context, [person])
    return { personId: personId as string }
  },
})
