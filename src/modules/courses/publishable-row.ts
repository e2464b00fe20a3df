import type { RunSql } from '../../platform/db/database.ts'
import type { missingToPublish } from './course.ts'
import { lessonsOf, modulesOf } from './course-row.ts'
import { isEmptyLesson } from './lesson.ts'
import type { VersionRow } from './views.ts'

/** What is looked at before a draft is published. */
export async function publishableOf(
  run: RunSql,
  { tenantId, id, summary, description }: VersionRow,
): Promise<Parameters<typeof missingToPublish>[0]> {
  const [modules, lessons] = [await modulesOf(run, tenantId, id), await lessonsOf(run, tenantId, id)]
  return {
    summary,
    description,
    modules: modules.map((module) => ({
      id: module.id,
      lessons: lessons
        .filter(({ moduleId }) => moduleId === module.id)
        .map((lesson) => ({
          id: lesson.id,
          isEmpty: isEmptyLesson(lesson.kind, lesson.body, lesson.content),
        })),
    })),
  }
}
