import type { RunSql } from '../../platform/db/database.ts'
import { invalid } from '../../platform/errors.ts'
import { classNames } from '../membership/index.ts'

/** Whom a project is for are grades that its association has. */
export async function requireGrades(
  run: RunSql,
  tenantId: string,
  grades: readonly string[],
  before: readonly string[] = [],
): Promise<void> {
  const added = grades.filter((grade) => !before.includes(grade))
  if (added.length === 0) return
  const { grade: known } = await classNames(run, tenantId, 'en')
  if (added.some((key) => !(key in known)))
    throw invalid([{ pointer: '/grades', code: 'notOffered', message: '' }])
}
