import type { CourseReply } from '../../../src/modules/courses/contract.ts'
import { LinkButton } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { LessonView, type LessonViewModel } from './lesson-view.tsx'

export interface PreviewModel extends LessonViewModel {
  course: CourseReply
}

/** A lesson as whoever takes the course sees it. */
export function PreviewPage({ course, lesson, player }: PreviewModel) {
  const t = useText()
  const back = `/courses/${course.slug}`
  return (
    <PortalLayout
      title={lesson.title}
      header={
        <PageHeader
          title={lesson.title}
          lead={lesson.summary ?? undefined}
          breadcrumbs={[
            { label: t('courses.find.title'), href: '/courses' },
            { label: course.title, href: back },
          ]}
        />
      }
    >
      <LessonView lesson={lesson} player={player} />
      <p>
        <LinkButton href={back}>{t('courses.backToCourse')}</LinkButton>
      </p>
    </PortalLayout>
  )
}
