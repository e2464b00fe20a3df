import type { RunSql } from '../../platform/db/database.ts'
import { invalid } from '../../platform/errors.ts'
import type { Issue } from '../../platform/presentation/view.ts'
import { classNames } from '../membership/index.ts'

interface Chosen {
  grades: readonly string[]
  applicantTypes: readonly string[]
}

/** Whom a project is for are grades, and who may apply types of member, that its association has. */
export async function requireClasses(
  run: RunSql,
  tenantId: string,
  after: Chosen,
  before: Chosen = { grades: [], applicantTypes: [] },
): Promise<void> {
  const added = (field: keyof Chosen) => after[field].filter((key) => !before[field].includes(key))
  if (added('grades').length + added('applicantTypes').length === 0) return
  const known = await classNames(run, tenantId, 'en')
  const issues: Issue[] = []
  const look = (field: keyof Chosen, names: Record<string, string>) => {
    if (added(field).some((key) => !Object.hasOwn(names, key)))
      issues.push({ pointer: `/${field}`, code: 'notOffered', message: '' })
  }
  look('grades', known.grade)
  look('applicantTypes', known.type)
  if (issues.length > 0) throw invalid(issues)
}
