import { z } from 'zod'
import { alikeAmong } from '../alike-row.ts'
import { FindAlike } from '../contract.ts'
import { alreadyThere } from '../errors.ts'
import { query } from '../room.ts'

/** For rooms that bring in people, before they do. */
export const findAlike = query({
  name: 'people.findAlike',
  summary: 'Find those of some people who seem to be in the association',
  permission: 'people.read',
  input: FindAlike,
  /** Places in the list that was sent, from 0, and the code of what they would be refused for. */
  output: z.strictObject({ known: z.array(z.strictObject({ place: z.int(), code: z.string() })) }),
  run: async ({ db, actor }, { people }) => ({
    known: (await alikeAmong(db.sql, actor.tenantId, people)).map(({ place, by }) => ({
      place,
      code: alreadyThere[by]().messageKey,
    })),
  }),
})
