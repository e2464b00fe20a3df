import type { RunSql } from '../db/database.ts'
import type { CommandContext } from '../declare/operation.ts'
import { notEligible } from '../errors.ts'
import type { Translate } from '../presentation/view.ts'

/** What people come to, where an association may ask more of them than that they are members. */
export type Aim =
  | { kind: 'joining'; unitPath: string }
  | { kind: 'position'; positionId: string }
  | { kind: 'role'; role: string }

export interface Candidates {
  tenantId: string
  personIds: readonly string[]
  aim: Aim
}

/** One room knows what is asked, and of whom it is fulfilled. */
export interface Eligibility {
  /** What is asked, in words: whoever thinks of coming reads it before. */
  asked(
    run: RunSql,
    about: { tenantId: string; aim: Aim },
    reader: { text: Translate; locale: string },
  ): Promise<string[]>
  /** Of those who lack something, what it is, in words for whoever asks. */
  missing(
    run: RunSql,
    candidates: Candidates,
    reader: { now: Date; text: Translate; locale: string },
  ): Promise<ReadonlyMap<string, string>>
}

type Asking = Pick<CommandContext<never, unknown>, 'now' | 'text' | 'locale' | 'slots'> & {
  tx: { sql: RunSql }
}

/** What each of these still lacks; whoever is not in it lacks nothing. */
export async function missingFor(
  { tx, now, text, locale, slots }: Asking,
  candidates: Candidates,
): Promise<ReadonlyMap<string, string>> {
  return (
    (await slots.eligibility?.missing(tx.sql, candidates, { now, text, locale: locale() })) ??
    new Map<string, string>()
  )
}

/** Of people who were to get roles, those who lack what is asked for them, and what that is. */
export async function lackingOf<Each extends { personId: string; role: string }>(
  context: Asking,
  tenantId: string,
  wanted: readonly Each[],
): Promise<Array<Each & { missing: string }>> {
  const byRole = Map.groupBy(wanted, ({ role }) => role)
  const lacking = new Map<string, ReadonlyMap<string, string>>()
  for (const [role, each] of byRole) {
    const personIds = each.map(({ personId }) => personId)
    lacking.set(role, await missingFor(context, { tenantId, personIds, aim: { kind: 'role', role } }))
  }
  return wanted.flatMap((each) => {
    const missing = lacking.get(each.role)?.get(each.personId)
    return missing === undefined ? [] : [{ ...each, missing }]
  })
}

/** Refuses whoever lacks something, and says what. */
export async function requireEligible(
  context: Asking,
  { tenantId, personId, aim }: { tenantId: string; personId: string; aim: Aim },
): Promise<void> {
  const missing = (await missingFor(context, { tenantId, personIds: [personId], aim })).get(personId)
  if (missing !== undefined) throw notEligible({ values: { missing } })
}
