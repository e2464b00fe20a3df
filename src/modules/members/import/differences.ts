import type { QueryContext } from '../../../platform/declare/operation.ts'
import { foretellValues } from '../../fields/index.ts'
import { foretellCorrections } from '../../people/index.ts'
import type { Known, Match, RowChange } from '../contract.ts'
import { fieldColumn, type ToldRow, unitColumn } from './columns.ts'

interface Compared {
  /** That of the import. */
  unitId: string
  told: readonly ToldRow[]
  /** What `matchRows` says of the rows, in their order. */
  matches: readonly Match[]
  known: Known
  /** The places of rows that are refused: nothing is compared there. */
  refused: ReadonlySet<number>
  /** Whether whoever brings them in may fill in fields. */
  withFields: boolean
}

/** What each row would change of a member who is there; null where it adds somebody, or is refused. Nothing is written. */
export async function differencesOf(
  ask: QueryContext<never>['ask'],
  { unitId, told, matches, known, refused, withFields }: Compared,
): Promise<Array<RowChange[] | null>> {
  const personOf = (place: number) =>
    known === 'refuse' || refused.has(place) ? null : (matches[place]?.personId ?? null)
  const about = told.flatMap(({ person, values }, place) => {
    const personId = personOf(place)
    return personId === null ? [] : [{ personId, person, values }]
  })
  const isCompared = known === 'change' && about.length > 0
  const [{ changes: corrected }, { changes: filled }] = await Promise.all([
    isCompared
      ? ask(foretellCorrections, {
          people: about.map(({ personId, person }) => ({ personId, ...saidOf(person) })),
        })
      : { changes: [] },
    isCompared && withFields
      ? ask(foretellValues, {
          unitId,
          people: about.map(({ personId, values }) => ({ personId, values })),
        })
      : { changes: [] },
  ])
  return told.map((_row, place) => {
    const personId = personOf(place)
    const match = matches[place]
    if (personId === null || !match) return null
    const comes = { column: unitColumn, before: null, after: match.unitName, isSealed: false }
    return [
      ...(match.belongs ? [] : [comes]),
      ...corrected
        .filter((each) => each.personId === personId)
        .map(({ part, before, after }) => ({ column: part, before, after, isSealed: false })),
      ...filled
        .filter((each) => each.personId === personId)
        .map(({ key, before, after, isSealed }) => ({ column: fieldColumn(key), before, after, isSealed })),
    ]
  })
}

/** What a row says of a member's names and phone: empty cells change nothing. */
export function saidOf(person: Readonly<Record<string, string | null>>): Record<string, string> {
  const { givenName, familyName, patronymic, nativeName, phone } = person
  return Object.fromEntries(
    Object.entries({ givenName, familyName, patronymic, nativeName, phone }).flatMap(([part, text]) =>
      text ? [[part, text]] : [],
    ),
  )
}
