import { z } from 'zod'
import type { LoadedSection } from '../../../platform/presentation/home-cards.ts'
import { loadHome } from '../../../platform/slots/home.ts'
import { Nothing } from '../contract.ts'
import { query } from '../room.ts'

/** What the rooms have for whoever asks, on the page that they see first. */
export const readHome = query({
  name: 'identity.readHome',
  summary: 'Read your home page',
  permission: 'person',
  tokens: true,
  input: Nothing,
  output: z.strictObject({ sections: z.array(z.custom<LoadedSection>()) }),
  async run({ db, actor, now, log, slots }) {
    if (actor.kind !== 'account') return { sections: [] }
    return { sections: await loadHome(slots.home, { sql: db.sql, actor, now, log }) }
  },
})
