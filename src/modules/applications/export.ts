import { plainMoney } from '../../platform/presentation/money.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import { displayName } from '../../platform/storage/display-name.ts'
import { lineTotal } from './contents.ts'
import type { ExportedApplication } from './contract.ts'
import { readDocument } from './document.ts'

const columns = [
  'applicant',
  'kind',
  'status',
  'submittedAt',
  'decidedAt',
  'total',
  'currency',
  'matchScore',
  'proposal',
  'experience',
  'timeline',
  'milestones',
  'items',
  'team',
  'references',
  'works',
  'portfolio',
  'papers',
  'attachments',
  'hash',
  'folder',
  'id',
] as const
type Column = (typeof columns)[number]

/** The words of columns that stand elsewhere on pages. */
const known: Partial<Record<Column, string>> = {
  applicant: 'applications.applicant',
  status: 'applications.status',
  submittedAt: 'applications.submittedAt',
  total: 'applications.total',
  currency: 'applications.currency',
  matchScore: 'applications.matchScore',
  proposal: 'applications.proposal',
  experience: 'applications.experience',
  timeline: 'applications.timeline',
  milestones: 'applications.milestones',
  items: 'applications.items',
  team: 'applications.team',
  references: 'applications.references',
  works: 'applications.works',
  portfolio: 'applications.portfolio',
  papers: 'applications.papers',
  hash: 'applications.hash',
}

export function exportHead(t: Translate): string[] {
  return columns.map((column) => t(known[column] ?? `applications.export.columns.${column}`))
}

/** One application as cells: what was handed in, never what is being written. `folder` is where its files are, if anywhere. */
export function exportCells(application: ExportedApplication, folder: string, t: Translate): string[] {
  const { document, files } = application
  const bid = document === null ? null : readDocument(document)
  const contents = bid?.contents
  const money = (amount: number | null, currency: string | null | undefined) =>
    amount === null ? '' : currency ? plainMoney(amount, currency) : String(amount)
  const lines = <Row>(rows: readonly Row[] | undefined, said: (row: Row) => Array<string | number | null>) =>
    (rows ?? [])
      .map((row) =>
        said(row)
          .filter((part) => part !== null && part !== '')
          .join(', '),
      )
      .join('\n')
  const cells: Record<Column, string> = {
    applicant: application.applicant,
    kind: t(`applications.export.kinds.${application.kind}`),
    status: t(`applications.statuses.${application.status}`),
    submittedAt: application.submittedAt.toISOString(),
    decidedAt: application.decidedAt?.toISOString() ?? '',
    total: money(application.total, application.currency),
    currency: application.currency ?? '',
    matchScore: application.matchScore === null ? '' : String(application.matchScore),
    proposal: bid ? (contents?.proposal ?? '') : t('applications.export.sealed'),
    experience: contents?.experience ?? '',
    timeline: contents?.timeline ?? '',
    milestones: lines(contents?.milestones, ({ title, doneOn }) => [title, doneOn]),
    items: lines(contents?.items, (item) => [
      item.title,
      `${item.quantity} ${item.unit}`.trim(),
      `${money(item.price, contents?.currency)} → ${money(Number(lineTotal(item)), contents?.currency)}`,
    ]),
    team: lines(contents?.team, ({ name, role, years, note }) => [name, role, years, note]),
    references: lines(contents?.references, ({ name, organisation, role, email, phone, note }) => [
      name,
      organisation,
      role,
      email,
      phone,
      note,
    ]),
    works: lines(bid?.works, ({ title, client, startedOn, endedOn }) => [title, client, startedOn, endedOn]),
    portfolio: lines(contents?.portfolio, ({ title, link, description }) => [title, link, description]),
    papers: lines(bid?.papers, ({ kind, title, issuer, expiresOn }) => [kind, title, issuer, expiresOn]),
    attachments: lines(files, ({ name }) => [name ?? t('applications.files.file')]),
    hash: application.hash ?? '',
    folder,
    id: application.id,
  }
  return columns.map((column) => cells[column])
}

const longestName = 60

/**
 * Where the files of an application are in the archive. A part of its id makes it the only one of its name, also where two
 * applicants are called the same; nothing of a name leads out of the archive or is kept for itself by an operating system.
 */
export function exportFolder({ applicant, id }: Pick<ExportedApplication, 'applicant' | 'id'>): string {
  return `${safe(applicant)} ${id.slice(-12)}`.trimStart()
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

/** What somebody called a file, behind its number among those of its application, and with its true ending. */
export function exportName(index: number, { name, mediaType }: ExportedApplication['files'][number]): string {
  const ending = endings[mediaType] ?? 'bin'
  const given = safe((name ?? '').replace(/\.[a-z0-9]{1,5}$/i, ''))
  return `${String(index + 1).padStart(2, '0')}${given === '' ? '' : ` ${given}`}.${ending}`
}

/** Some systems take a name without the dots and blanks at its end, and two would be the same. */
function safe(name: string): string {
  return [...(displayName(name.replaceAll(/[/\\]/g, '-')) ?? '')]
    .slice(0, longestName)
    .join('')
    .replace(/[\s.]+$/, '')
}
