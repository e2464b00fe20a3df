import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { AppError } from '../../../platform/errors.ts'
import { isId } from '../../../platform/ids.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import type { RoleBook } from '../../../platform/policy/permissions.ts'
import type { Services } from '../../../platform/services.ts'
import { rolesToOffer } from '../../access/index.ts'
import { type Address, requireReachable } from '../../identity/index.ts'
import { InvitePerson } from '../contract.ts'
import { everybodys } from '../giving.ts'
import type { InvitingPlace } from '../invitation-row.ts'
import { placesToInvite } from '../policy.ts'
import { type Line, type LineColumn, nameKey } from './lines.ts'

export interface LineIssue {
  /** Null where the whole line is meant. */
  column: LineColumn | null
  code: string
}

export interface JudgedLine {
  line: Line
  address: Address | null
  place: InvitingPlace | null
  /** The key of a built-in role, or the id of one that staff made. */
  role: string | null
  issues: LineIssue[]
}

export interface Judging {
  run: RunSql
  actor: Actor
  roles: RoleBook
  now: Date
  config: Services['config']
}

/**
 * What would become of each line, and why of some nothing would. It asks the database a few times for all lines, not for each;
 * nothing is held, so that whoever sends them judges once more.
 */
export async function judgeLines(
  judging: Judging,
  base: InvitingPlace,
  lines: readonly Line[],
): Promise<JudgedLine[]> {
  const units = await unitsNamed(judging, lines)
  const offered = new Map<string, ReadonlyMap<string, string | null>>()
  const judged: JudgedLine[] = []
  for (const line of lines) {
    const issues: LineIssue[] = line.isTooWide ? [{ column: null, code: 'members.error.importTooWide' }] : []
    const address = addressIn(judging, line, issues)
    const place = placeIn(base, units, line, issues)
    const role = place ? await roleIn(judging, offered, place, line, issues) : null
    shapeIssues(line, issues)
    judged.push({ line, address, place, role, issues })
  }
  addRepeats(judged)
  await addKnown(judging.run, judged)
  return judged
}

function addressIn({ config }: Judging, { address }: Line, issues: LineIssue[]): Address | null {
  if (address === null) {
    issues.push({ column: 'address', code: 'required' })
    return null
  }
  try {
    return requireReachable(address, config)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    issues.push({ column: 'address', code: error.issues?.[0]?.code ?? 'identity.error.address' })
    return null
  }
}

/** Units by code, name and id, as far as whoever invites may invite to them. */
async function unitsNamed(
  { run, actor, now }: Judging,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, InvitingPlace[]>> {
  const names = [...new Set(lines.flatMap(({ unit }) => (unit === null ? [] : [unit])))]
  if (names.length === 0) return new Map()
  const ids = names.filter(isId)
  const found = await run<InvitingPlace & { code: string | null }>(sql`
    SELECT p.unit_id AS "unitId", p.tenant_id AS "tenantId", p.path::text AS "unitPath", p.name, p.status, nlevel(p.path) = 1 AS "isRoot", c.code
    FROM unit_places p LEFT JOIN unit_codes c ON c.tenant_id = p.tenant_id AND c.unit_id = p.unit_id
    WHERE ${placesToInvite(actor, now)} AND (lower(p.name) = ANY(${names.map((name) => name.toLowerCase())}::text[])
      OR lower(c.code) = ANY(${names.map((name) => name.toLowerCase())}::text[]) OR p.unit_id = ANY(${ids}::uuid[]))`)
  const places = new Map<string, InvitingPlace[]>()
  for (const { code, ...place } of found)
    for (const key of new Set([place.unitId, nameKey(place.name), ...(code === null ? [] : [nameKey(code)])]))
      places.set(key, [...(places.get(key) ?? []), place])
  return places
}

function placeIn(
  base: InvitingPlace,
  units: ReadonlyMap<string, InvitingPlace[]>,
  { unit }: Line,
  issues: LineIssue[],
): InvitingPlace | null {
  const found = unit === null ? [base] : (units.get(nameKey(unit)) ?? [])
  const [place = null] = found
  if (place === null) issues.push({ column: 'unit', code: 'invitations.error.fileUnit' })
  else if (found.length > 1) issues.push({ column: 'unit', code: 'invitations.error.fileUnits' })
  else if (place.status !== 'open') issues.push({ column: 'unit', code: 'invitations.error.unitClosed' })
  else return place
  return null
}

/** The roles of a unit by what people call them; null for those that are not this inviter's to give. */
async function rolesOf(
  { run, actor, roles, now }: Judging,
  place: InvitingPlace,
): Promise<ReadonlyMap<string, string | null>> {
  const named = new Map<string, string | null>()
  for (const { role, made, mayGive } of await rolesToOffer(run, roles, actor, place, now)) {
    const given = mayGive ? role : null
    named.set(role, given)
    for (const text of Object.values(made?.name ?? {}))
      if (typeof text === 'string') named.set(nameKey(text), given)
  }
  return named
}

async function roleIn(
  judging: Judging,
  offered: Map<string, ReadonlyMap<string, string | null>>,
  place: InvitingPlace,
  { role }: Line,
  issues: LineIssue[],
): Promise<string | null> {
  if (role === null || nameKey(role) === everybodys) return null
  const known = offered.get(place.unitId) ?? (await rolesOf(judging, place))
  offered.set(place.unitId, known)
  const given = known.get(nameKey(role))
  if (given) return given
  issues.push({
    column: 'role',
    code: given === undefined ? 'invitations.error.fileRole' : 'access.error.notYours',
  })
  return null
}

/** Names and words are held to what a single invitation takes. */
function shapeIssues({ givenName, familyName, greeting }: Line, issues: LineIssue[]): void {
  const checked = InvitePerson.pick({ givenName: true, familyName: true, greeting: true }).safeParse({
    givenName,
    familyName,
    greeting,
  })
  for (const { path } of checked.error?.issues ?? [])
    issues.push({ column: path[0] as LineColumn, code: 'invalid' })
}

function keyOf({ address, place }: JudgedLine): string | null {
  return address && place ? `${place.unitId} ${address.value}` : null
}

function addRepeats(judged: readonly JudgedLine[]): void {
  const seen = new Set<string>()
  for (const each of judged) {
    const key = keyOf(each)
    if (key === null) continue
    if (seen.has(key)) each.issues.push({ column: null, code: 'invitations.error.fileRepeated' })
    seen.add(key)
  }
}

/** Who belongs there already, and who is asked already. */
async function addKnown(run: RunSql, judged: readonly JudgedLine[]): Promise<void> {
  const asked = judged.flatMap((each, index) =>
    each.address && each.place ? [{ index, address: each.address.value, place: each.place }] : [],
  )
  const [first] = asked
  if (!first) return
  const { tenantId } = first.place
  const known = await run<{ index: number; belongs: boolean; waits: boolean }>(sql`
    SELECT l.index, EXISTS (
        SELECT 1 FROM account_addresses a JOIN people h ON h.account_id = a.account_id AND h.tenant_id = ${tenantId}::uuid
        JOIN unit_members m ON m.tenant_id = h.tenant_id AND m.person_id = h.person_id AND m.unit_id = l.unit_id AND m.ended_at IS NULL
        WHERE (l.address LIKE '%@%' AND a.email = l.address::citext) OR a.phone = l.address) AS belongs,
      EXISTS (SELECT 1 FROM person_invitations i WHERE i.tenant_id = ${tenantId}::uuid AND i.unit_id = l.unit_id
        AND i.address = l.address AND i.state = 'open') AS waits
    FROM unnest(${asked.map(({ index }) => index)}::int[], ${asked.map(({ address }) => address)}::text[],
      ${asked.map(({ place }) => place.unitId)}::uuid[]) AS l(index, address, unit_id)`)
  for (const { index, belongs, waits } of known) {
    const each = judged[index]
    if (belongs && each?.role === null)
      each.issues.push({ column: null, code: 'invitations.error.alreadyMember' })
    if (waits) each?.issues.push({ column: null, code: 'invitations.error.alreadyInvited' })
  }
}
