import type { ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { AreaForm } from '../../components/area-form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { AddendumFields } from './project-fields.tsx'
import { Deadline } from './project-words.tsx'

export interface ProjectAreaPageModel {
  project: ProjectReply
  /** Where the rule of the project would move the deadline to; null where it leaves it. */
  movesTo: Date | null
  units: ReadonlyArray<{ id: string; name: string }>
  form: FormState
}

export function ProjectAreaPage({ project, movesTo, units, form }: ProjectAreaPageModel) {
  const t = useText()
  const title = t('projects.area.title')
  const back = `/projects/${project.slug}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('projects.area.lead')}
          breadcrumbs={[{ label: project.title, href: back }]}
        />
      }
    >
      <AreaForm
        action={`/managed-projects/${project.id}/service-area`}
        form={form}
        version={project.version}
        area={project.serviceArea}
        units={units}
        back={back}
      >
        {project.status !== 'draft' && (
          <AddendumFields movesTo={movesTo && <Deadline deadline={movesTo} timeZone={project.timeZone} />} />
        )}
      </AreaForm>
    </PortalLayout>
  )
}
