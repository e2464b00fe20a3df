import type { z } from 'zod'
import { momentAt } from '../../platform/presentation/dates.ts'
import type { AddLesson } from './contract.ts'
import { type LessonContent, takes } from './lesson.ts'

type Said = Omit<z.output<typeof AddLesson>, 'courseId' | 'moduleId'>

/** What somebody wrote of a lesson, as its columns have it. */
export function toLessonColumns(said: Said, timeZone: string) {
  const { kind, title, summary, body, minutes, isPreview, releaseAfterDays } = said
  const content: LessonContent = {
    v: 1,
    url: takes(kind, 'url') ? said.url : null,
    transcript: takes(kind, 'transcript') ? said.transcript : null,
    startsAt: takes(kind, 'startsAt') ? instant(said.startsAt, timeZone) : null,
    endsAt: takes(kind, 'endsAt') ? instant(said.endsAt, timeZone) : null,
    venue: takes(kind, 'venue') ? said.venue : null,
  }
  return {
    ...{ kind, title, summary, body, minutes, isPreview, releaseAfterDays },
    releasedAt: said.releasedAt === null ? null : momentAt(said.releasedAt, timeZone),
    content,
    links: { v: 1, items: said.links.map(({ title, url }) => ({ title: title.trim(), url: url.trim() })) },
    completion: { v: 1, by: said.completion },
  }
}

function instant(wall: string | null, timeZone: string): string | null {
  return wall === null ? null : momentAt(wall, timeZone).toISOString()
}
