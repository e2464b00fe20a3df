import type { PageContext } from '../../../platform/declare/page.ts'
import { minorUnits, plainMoney } from '../../../platform/presentation/money.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import { listClasses } from '../../membership/index.ts'
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

interface Grade {
  value: string
  label: string
}

/** What the association calls its grades; those that are put away are offered no more. */
export async function gradesOffered({ ask, caller }: PageContext): Promise<Grade[]> {
  const { items } = await ask(listClasses, {})
  return items
    .filter(({ facet, archivedAt }) => facet === 'grade' && archivedAt === null)
    .map(({ key, label }) => ({ value: key, label: textIn(label, caller.locale()) }))
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
    categoryId: category?.id ?? '',
    budgetFrom: money(project.budgetFrom),
    budgetUntil: money(project.budgetUntil),
    estimate: money(project.estimate),
    position: position ? `${position.latitude}, ${position.longitude}` : '',
    deadline: deadlineThere ?? '',
  }
}
