import type { z } from 'zod'
import { momentAt } from '../../platform/presentation/dates.ts'
import type { ChangeProject } from './contract.ts'

type Written = Omit<z.output<typeof ChangeProject>, 'projectId'>

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
