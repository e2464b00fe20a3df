import type { ClassChoices } from '../../../../templates/pages/projects/project-fields.tsx'
import type { PageContext } from '../../../platform/declare/page.ts'
import { minorUnits, plainMoney } from '../../../platform/presentation/money.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import { listClasses, verificationKinds } from '../../membership/index.ts'
import type { ProjectReply } from '../contract.ts'

/** People write 1,000.50; programs send minor units. */
export function amountsTidied(input: Record<string, unknown>): Record<string, unknown> {
  const currency = String(input.currency ?? '')
  const amounts = Object.entries(input).map(([name, value]) => [
    name,
    ['budgetFrom', 'budgetUntil', 'estimate', 'amount'].includes(name) &&
    value !== undefined &&
    value !== null
      ? (minorUnits(String(value), currency) ?? value)
      : value,
  ])
  return Object.fromEntries(amounts)
}

/** What the association calls its grades and types; those that are put away are offered no more, but to a project that has them. */
export async function classesOffered(
  { ask, caller }: PageContext,
  project: Pick<ProjectReply, 'grades' | 'applicantTypes'> | null,
): Promise<ClassChoices> {
  const { items } = await ask(listClasses, {})
  const offered = (wanted: 'grade' | 'type', chosen: readonly string[] = []) =>
    items
      .filter(
        ({ facet, key, archivedAt }) => facet === wanted && (archivedAt === null || chosen.includes(key)),
      )
      .map(({ key, label }) => ({ value: key, label: textIn(label, caller.locale()) }))
  return {
    grades: offered('grade', project?.grades),
    types: offered('type', project?.applicantTypes),
    verified: verificationKinds,
  }
}

/** What stands in the fields of the form. */
export function typedIn(project: ProjectReply): object {
  const { currency, category, position, deadlineThere } = project
  const money = (amount: number | null) =>
    amount === null || currency === null ? '' : plainMoney(amount, currency)
  const lines = Object.fromEntries(
    (['sectors', 'keywords', 'requirements', 'skills'] as const).map((name) => [
      name,
      project[name].join('\n'),
    ]),
  )
  const plain = Object.fromEntries(Object.entries(project).map(([name, value]) => [name, value ?? '']))
  return {
    ...plain,
    ...lines,
    grades: project.grades,
    applicantTypes: project.applicantTypes,
    applicantVerified: project.applicantVerified,
    categoryId: category?.id ?? '',
    budgetFrom: money(project.budgetFrom),
    budgetUntil: money(project.budgetUntil),
    estimate: money(project.estimate),
    position: position ? `${position.latitude}, ${position.longitude}` : '',
    deadline: deadlineThere ?? '',
  }
}
