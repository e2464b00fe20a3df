import { z } from 'zod'
import { wallTimeOf } from '../../../platform/presentation/dates.ts'
import {
  asEmail,
  asLine,
  asLink,
  asText,
  type ReadPage,
  type RecordFault,
  type SourceRecord,
} from '../record.ts'
import type { Source } from '../source.ts'

export const pageSize = 100
/** The search takes a year at most. */
const daysBack = 364

const said = z.string().nullish()
const Named = z.looseObject({ name: said, code: said }).nullish()

/** What the search of opportunities answers, as far as it is read here. More than that may stand in it. */
const Notice = z.looseObject({
  noticeId: z.string().min(1).max(200),
  title: z.string().min(1),
  solicitationNumber: said,
  fullParentPathName: said,
  type: said,
  active: said,
  typeOfSetAsideDescription: said,
  naicsCode: said,
  responseDeadLine: said,
  uiLink: said,
  pointOfContact: z.array(z.looseObject({ type: said, fullName: said, email: said, phone: said })).nullish(),
  placeOfPerformance: z.looseObject({ city: Named, state: Named, country: Named }).nullish(),
})
const Answer = z.looseObject({ totalRecords: z.int().min(0), opportunitiesData: z.array(z.unknown()) })

/** The address of a page of the search. What else it shall ask for (`ncode`, `state` …) stands in the address of the source. */
export function samgovAddress(
  source: Pick<Source, 'address'>,
  key: string,
  offset: number,
  now: Date,
): string {
  const url = new URL(source.address)
  const day = (moment: Date) => {
    const [year, month, date] = moment.toISOString().slice(0, 10).split('-')
    return `${month}/${date}/${year}`
  }
  const asked = {
    postedFrom: day(new Date(now.getTime() - daysBack * 86_400_000)),
    postedTo: day(now),
    limit: String(pageSize),
    offset: String(offset),
    api_key: key,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/** Null where it is no answer of the search. */
export function readSamgov(text: string, { timeZone }: Pick<Source, 'timeZone'>): ReadPage | null {
  const answer = Answer.safeParse(jsonOf(text))
  if (!answer.success) return null
  const records: SourceRecord[] = []
  const faults: RecordFault[] = []
  let skipped = 0
  for (const [index, each] of answer.data.opportunitiesData.entries()) {
    const notice = Notice.safeParse(each)
    if (notice.success && isOver(notice.data)) skipped += 1
    else if (notice.success) records.push(toRecord(notice.data, timeZone))
    else
      faults.push({
        record: nameOf(each) ?? `#${index + 1}`,
        reason: notice.error.issues.map(({ path }) => path.join('.')).join(', '),
      })
  }
  return { records, faults, total: answer.data.totalRecords, skipped }
}

/** What is not open any more, and what tells of a contract that somebody has: nobody could bid for it. */
function isOver({ active, type }: z.output<typeof Notice>): boolean {
  return active?.toLowerCase() === 'no' || /award notice|justification|intent to bundle/i.test(type ?? '')
}

function toRecord(notice: z.output<typeof Notice>, timeZone: string): SourceRecord {
  const contacts = notice.pointOfContact ?? []
  const contact = contacts.find(({ type }) => type === 'primary') ?? contacts[0]
  const place = notice.placeOfPerformance
  // Its description is another address, one for each notice; what stands here is what the search itself tells.
  const facts = [
    notice.type,
    notice.solicitationNumber && `Solicitation ${notice.solicitationNumber}`,
    notice.naicsCode && `NAICS ${notice.naicsCode}`,
    notice.typeOfSetAsideDescription,
  ].filter(Boolean)
  return {
    externalId: notice.noticeId,
    url: asLink(notice.uiLink),
    title: asLine(notice.title, 160) ?? notice.noticeId,
    description: asText([asLine(notice.title, 1000), ...facts].join('\n\n'), 20_000),
    organisation: asLine(notice.fullParentPathName?.replaceAll('.', ' › '), 200),
    deadline: wallOf(notice.responseDeadLine, timeZone),
    startsOn: null,
    estimate: null,
    city: asLine(place?.city?.name, 120),
    region: asLine(place?.state?.name ?? place?.state?.code, 120),
    country: place?.country?.code === 'USA' ? 'US' : null,
    contactName: asLine(contact?.fullName, 120),
    contactEmail: asEmail(contact?.email),
    contactPhone: asLine(contact?.phone, 40),
  }
}

/** `2026-12-01T14:00:00-05:00`; a day alone ends with its last minute. */
function wallOf(said: string | null | undefined, timeZone: string): string | null {
  if (!said) return null
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return `${said}T23:59`
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(said)) return said.slice(0, 16)
  const moment = new Date(said)
  return Number.isNaN(moment.getTime()) ? null : wallTimeOf(moment, timeZone)
}

function nameOf(record: unknown): string | null {
  const { noticeId } = (typeof record === 'object' && record !== null ? record : {}) as { noticeId?: unknown }
  return typeof noticeId === 'string' ? asLine(noticeId, 200) : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
