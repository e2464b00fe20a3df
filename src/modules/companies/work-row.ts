import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, authorityFor, personBehind } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { linkToFile } from '../files/index.ts'
import { isShownTo, mostWorks, type Reader, shown, tooManyWorks } from './company.ts'
import type { WorkReply } from './contract.ts'
import { knownCompanies } from './policy.ts'
import type { ShownWork, WorkRow } from './work.ts'

/** Whose past work it is: one of the two. */
export interface Owner {
  tenantId: string
  companyId: string | null
  personId: string | null
}

/** What an answer is made for: a link to a file counts for its reader, and not for long. */
export interface Reading {
  services: Pick<Services, 'keyedHash'>
  actor: Actor
  now: Date
}

/** `w` is past_works. */
const columns = sql`w.id, w.title, w.client, w.place, w.started_on::text AS "startedOn", w.ended_on::text AS "endedOn",
  w.amount::float8 AS amount, w.currency, w.role, w.description, w.link, w.shown_to AS "shownTo", w.version,
  (SELECT coalesce(json_agg(json_build_object('id', f.file_id, 'name', k.name, 'mediaType', k.media_type)
      ORDER BY f.added_at, f.file_id), '[]')
    FROM past_work_files f JOIN kept_files k ON k.tenant_id = f.tenant_id AND k.file_id = f.file_id
    WHERE f.tenant_id = w.tenant_id AND f.work_id = w.id) AS files`

function isOf({ tenantId, companyId, personId }: Owner): Sql {
  return sql`w.tenant_id = ${tenantId}::uuid AND ${
    companyId === null ? sql`w.person_id = ${personId}::uuid` : sql`w.company_id = ${companyId}::uuid`
  }`
}

/** The past work of a company or a person as far as a reader is shown it, what goes on first and then the latest. */
export async function worksOf(
  run: RunSql,
  owner: Owner,
  reader: Reader,
  reading: Reading,
): Promise<WorkReply[]> {
  const audiences = shown.filter((audience) => isShownTo(audience, reader))
  const works = await run<ShownWork>(sql`
    SELECT ${columns} FROM past_works w WHERE ${isOf(owner)} AND w.shown_to = ANY(${audiences}::text[])
    ORDER BY coalesce(w.ended_on, 'infinity') DESC, w.started_on DESC NULLS LAST, w.id DESC LIMIT ${mostWorks}`)
  return works.map((work) => ({ ...work, files: withLinks(work, reading) }))
}

/** What everybody sees opens for everybody; else a link is for whoever has asked. */
export function withLinks(
  { files, shownTo }: Pick<ShownWork, 'files' | 'shownTo'>,
  { services, actor, now }: Reading,
): WorkReply['files'] {
  const links = shownTo === 'public' ? 'anyone' : 'person'
  const personId = personBehind(actor)
  return files.map((file) => ({ ...file, href: linkToFile(services, { links }, file.id, personId, now) }))
}

/** One’s own work, or that of a company that one knows, as far as it is shown to whoever asks. */
export async function findWork(
  run: RunSql,
  workId: string,
  actor: Actor,
  now: Date,
  { locked = false } = {},
): Promise<WorkRow | null> {
  const own = personBehind(actor)
  const [work] = await run<WorkRow>(sql`
    SELECT ${columns}, w.tenant_id AS "tenantId", r.path::text AS "unitPath", w.person_id AS "personId", w.company_id AS "companyId",
      c.legal_name AS "companyName", coalesce(w.person_id = ${own}::uuid, false) AS "isOwn",
      coalesce((SELECT a.powers FROM agencies a WHERE a.tenant_id = w.tenant_id AND a.company_id = w.company_id
        AND a.person_id = ${own}::uuid AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL), '{}') AS powers
    FROM past_works w JOIN unit_places r ON r.unit_id = w.tenant_id
    LEFT JOIN companies c ON c.tenant_id = w.tenant_id AND c.id = w.company_id
    WHERE w.id = ${workId}::uuid AND w.tenant_id = ${actor.tenantId}::uuid
      AND (w.person_id = ${own}::uuid OR (w.company_id IS NOT NULL AND ${knownCompanies(actor, now)}))
    ${locked ? sql`FOR NO KEY UPDATE OF w` : empty}`)
  if (!work) return null
  const isInside =
    work.isOwn || work.powers.length > 0 || authorityFor(actor, 'companies.read', work.unitPath, now) !== null
  return isShownTo(work.shownTo, isInside ? 'staff' : 'members') ? work : null
}

/** The owner is locked meanwhile, so that two works that are added at once are counted one after the other. */
export async function requireRoomForWork(run: RunSql, owner: Owner): Promise<void> {
  const [{ count = 0 } = {}] = await run<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM past_works w WHERE ${isOf(owner)}`,
  )
  if (count >= mostWorks) throw tooManyWorks({ values: { most: mostWorks } })
}

type Said = Omit<WorkReply, 'id' | 'files' | 'version'>

export async function insertWork(
  run: RunSql,
  id: string,
  { tenantId, companyId, personId }: Owner,
  said: Said,
  now: Date,
): Promise<void> {
  await run(sql`
    INSERT INTO past_works (id, tenant_id, company_id, person_id, title, client, place, started_on, ended_on, amount, currency, role,
      description, link, shown_to, created_at, updated_at)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${companyId}::uuid, ${personId}::uuid, ${said.title}, ${said.client}, ${said.place},
      ${said.startedOn}::date, ${said.endedOn}::date, ${said.amount}::bigint, ${said.currency}, ${said.role}, ${said.description},
      ${said.link}, ${said.shownTo}, ${now}, ${now})`)
}

/** Takes away past work with its files, and answers which these were. */
export async function deleteWorks(run: RunSql, which: Sql): Promise<string[]> {
  const files = await run<{ fileId: string }>(sql`
    DELETE FROM past_work_files f USING past_works w WHERE w.tenant_id = f.tenant_id AND w.id = f.work_id AND ${which}
    RETURNING f.file_id AS "fileId"`)
  await run(sql`DELETE FROM past_works w WHERE ${which}`)
  return files.map(({ fileId }) => fileId)
}
