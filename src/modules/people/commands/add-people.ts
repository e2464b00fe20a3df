import { AddPeople, PeopleAdded } from '../contract.ts'
import { makePeople } from '../new-people-row.ts'
import { command } from '../room.ts'

/** What `addPerson` does for one: all of them or none. */
export const addPeople = command({
  name: 'people.addPeople',
  summary: 'Make many people of an association, all or none',
  permission: 'system',
  input: AddPeople,
  output: PeopleAdded,
  run: async (context, { people }) => ({ personIds: await makePeople(context, people) }),
})
