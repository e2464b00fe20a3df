import { z } from 'zod'
import { alikeAmong, maybeAlikeAmong } from '../alike-row.ts'
import { FindAlike, FindMaybeAlike } from '../contract.ts'
import { alreadyThere } from '../errors.ts'
import { query } from '../room.ts'

/** For rooms that bring in people, before they do. */
export const findAlike = query({
  name: 'people.findAlike',
  summary: 'Find those of some people who seem to be in the association',
  permission: 'people.read',
  input: FindAlike,
  /** Places in the list that was sent, from 0, the code of what they would be refused for, and who is there. */
  output: z.strictObject({
    known: z.array(z.strictObject({ place: z.int(), code: z.string(), personId: z.uuid().nullable() })),
  }),
  run: async ({ db, actor }, { people }) => ({
    known: (await alikeAmong(db.sql, actor.tenantId, people)).map(({ place, by, personId }) => ({
      place,
      code: alreadyThere[by]().messageKey,
      personId,
    })),
  }),
})

/** The same, where it is not sure: for whoever looks through a list before people come in. */
export const findMaybeAlike = query({
  name: 'people.findMaybeAlike',
  summary: 'Find people of the association who have the same name or phone as some others',
  permission: 'people.read',
  input: FindMaybeAlike,
  /** The first few for each place and reason. */
  output: z.strictObject({
    maybe: z.array(z.strictObject({ place: z.int(), by: z.enum(['name', 'phone']), personId: z.uuid() })),
  }),
  run: async ({ db, actor }, { people }) => ({
    maybe: await maybeAlikeAmong(db.sql, actor.tenantId, people),
  }),
})
