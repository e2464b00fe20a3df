import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ApplicationRow, FileRow } from './application.ts'
import { Contents, totalOf } from './contents.ts'
import type { Paper } from './paper.ts'
import type { Work } from './profile-row.ts'

/** What is handed in, and hashed, as JSON of version 1. What people chose from their profile stands here as it was then. */
export const BidDocument = z.strictObject({
  v: z.literal(1),
  application: z.uuid(),
  project: z.strictObject({ id: z.uuid(), title: z.string() }),
  applicant: z.strictObject({ kind: z.enum(['person', 'company']), id: z.uuid(), name: z.string() }),
  contents: Contents,
  total: z.int().nullable(),
  papers: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.string(),
      title: z.string(),
      issuer: z.string().nullable(),
      jurisdiction: z.string().nullable(),
      amount: z.int().nullable(),
      currency: z.string().nullable(),
      issuedOn: z.string().nullable(),
      expiresOn: z.string().nullable(),
    }),
  ),
  works: z.array(
    z.strictObject({
      id: z.uuid(),
      title: z.string(),
      client: z.string().nullable(),
      place: z.string().nullable(),
      startedOn: z.string().nullable(),
      endedOn: z.string().nullable(),
      amount: z.int().nullable(),
      currency: z.string().nullable(),
      role: z.string().nullable(),
      description: z.string().nullable(),
      link: z.string().nullable(),
    }),
  ),
  files: z.array(
    z.strictObject({
      name: z.string().nullable(),
      mediaType: z.string(),
      size: z.int(),
      sha256: z.string(),
    }),
  ),
  salt: z.string(),
})
export type BidDocument = z.output<typeof BidDocument>

interface Written {
  application: ApplicationRow
  contents: Contents
  salt: string
  papers: readonly Paper[]
  works: readonly Work[]
  files: readonly FileRow[]
}

/**
 * The document letter by letter: the same, whenever it is made of the same. Whoever has the file checks its hash with
 * `sha256sum`; that is why no time stands in it.
 */
export function writeDocument({ application, contents, salt, papers, works, files }: Written): string {
  const { id, project, personId, companyId, applicantName } = application
  const chosen = <Row extends { id: string }>(rows: readonly Row[], ids: readonly string[]) =>
    ids.flatMap((wanted) => rows.find((row) => row.id === wanted) ?? [])
  const document: BidDocument = {
    v: 1,
    application: id,
    project: { id: project.id, title: project.title },
    applicant: {
      kind: companyId === null ? 'person' : 'company',
      id: companyId ?? personId ?? id,
      name: applicantName,
    },
    contents,
    total: totalOf(contents),
    papers: chosen(papers, contents.papers),
    works: chosen(works, contents.works),
    files: files.map(({ name, mediaType, size, sha256 }) => ({ name, mediaType, size, sha256 })),
    salt,
  }
  // Parsed, so that the order of its parts is that of the schema, whatever order a row was kept in.
  return `${JSON.stringify(BidDocument.parse(document), null, 2)}\n`
}

export function readDocument(document: string): BidDocument {
  return BidDocument.parse(JSON.parse(document))
}

export function hashOf(document: string): Buffer {
  return createHash('sha256').update(document).digest()
}
