import type { z } from 'zod'
import { momentAt, wallTimeOf } from '../../platform/presentation/dates.ts'
import { type AmendableField, amendableFields, type Change, type ChangeProject } from './contract.ts'
import type { ProjectRow } from './views.ts'

export type Written = Omit<z.output<typeof ChangeProject>, 'projectId'>

const dayAsDate = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00Z`))
const inFull = (amount: number | null) => (amount === null ? null : BigInt(amount))

/** What somebody wrote of a project, as it is kept. */
export function toColumns(said: Written) {
  const { position, startsOn, endsOn, deadline, budgetFrom, budgetUntil, estimate, ...rest } = said
  return {
    ...rest,
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    startsOn: dayAsDate(startsOn),
    endsOn: dayAsDate(endsOn),
    deadline: deadline === null ? null : momentAt(deadline, said.timeZone),
    budgetFrom: inFull(budgetFrom),
    budgetUntil: inFull(budgetUntil),
    estimate: inFull(estimate),
  }
}

/** The other way round: what is kept, as somebody would write it. */
export function toWritten(row: ProjectRow): Written {
  const { latitude, longitude, deadline, timeZone } = row
  return {
    title: row.title,
    summary: row.summary,
    description: row.description,
    categoryId: row.categoryId,
    sectors: row.sectors,
    keywords: row.keywords,
    organisation: row.organisation,
    fundingSource: row.fundingSource,
    currency: row.currency,
    budgetFrom: row.budgetFrom,
    budgetUntil: row.budgetUntil,
    estimate: row.estimate,
    addressLines: row.addressLines,
    city: row.city,
    region: row.region,
    postalCode: row.postalCode,
    country: row.country,
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    durationDays: row.durationDays,
    deadline: deadline && wallTimeOf(deadline, timeZone),
    timeZone,
    requirements: row.requirements,
    skills: row.skills,
    experienceYears: row.experienceYears,
    contactName: row.contactName,
    contactEmail: row.contactEmail,
    contactPhone: row.contactPhone,
    priority: row.priority,
    visibility: row.visibility,
    grades: row.grades,
    openTo: row.openTo,
    applicantTypes: row.applicantTypes,
    applicantVerified: row.applicantVerified,
    maxApplications: row.maxApplications,
    extendWithinDays: row.extendWithinDays,
    extendByDays: row.extendByDays,
  }
}

/** What is different now, field by field. */
export function changesBetween(before: Written, after: Written): Change[] {
  return amendableFields.flatMap((field) => {
    const [one, other] = [said(before, field), said(after, field)]
    return JSON.stringify(one) === JSON.stringify(other)
      ? []
      : [{ of: 'field' as const, field, before: one, after: other }]
  })
}

/** A field as an addendum tells it: the deadline as a moment, a place as maps write it. */
function said(written: Written, field: AmendableField): string | number | string[] | null {
  const { deadline, timeZone, position } = written
  if (field === 'deadline') return deadline && momentAt(deadline, timeZone).toISOString()
  if (field === 'position') return position && `${position.latitude}, ${position.longitude}`
  return written[field]
}

type Said<Parts> = { [Name in keyof Parts]?: Exclude<Parts[Name], undefined> }

/** What was said, without what was left out. */
export function onlySaid<Parts extends object>(parts: Parts): Said<Parts> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Said<Parts>
}
