import { z } from 'zod'
import type { FindGroup } from '../../../platform/presentation/finds.ts'
import { mayEnter } from '../../../platform/run/authorise.ts'
import { questionOf } from '../../../platform/slots/find.ts'
import { Search } from '../contract.ts'
import { query } from '../room.ts'

/** Asks every room that the actor may ask, side by side. */
export const findEverywhere = query({
  name: 'search.findEverywhere',
  summary: 'Find units, people and what else there is by a part of its name',
  permission: 'member',
  input: Search,
  output: z.strictObject({ groups: z.array(z.custom<FindGroup>()) }),
  async run({ db, actor, now, log, slots }, { text, limit }) {
    if (actor.kind !== 'account') return { groups: [] }
    const question = questionOf(text, limit)
    const groups = await Promise.all(
      slots.find
        .filter((findable) => mayEnter({ ...findable, kind: 'query' }, actor, now))
        .map(async ({ name, title, icon, find }): Promise<FindGroup> => {
          try {
            return { name, title, icon, found: await find(db.sql, question, actor, now) }
          } catch (error) {
            log.error({ err: error, findable: name }, 'a room could not be searched')
            return { name, title, icon, found: null }
          }
        }),
    )
    return { groups: groups.filter(({ found }) => found === null || found.length > 0) }
  },
})
