import { z } from 'zod'
import { admitToUnit } from '../../units/index.ts'
import { memberList } from '../queries/members.ts'
import { bulk } from '../room.ts'

export const addToUnit = bulk({
  name: 'members.addToUnit',
  summary: 'Add the members that were chosen to another unit',
  permission: 'members.read',
  path: 'add-to-unit',
  list: memberList,
  words: { title: 'members.add.title', lead: 'members.add.lead', button: 'members.add.button' },
  each: admitToUnit,
  input: { unitId: z.uuid() },
  toInput: (membershipId, { unitId }) => ({ membershipId, unitId }),
})
