import type { UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { FileField, Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'

export interface BoundaryFileModel {
  unit: UnitDetail
  file: { mediaTypes: readonly string[]; limitBytes: number }
  mostPoints: number
  form: FormState
}

export function BoundaryFilePage({ unit, file, mostPoints, form }: BoundaryFileModel) {
  const t = useText()
  const title = t('units.boundary.title', { name: unit.name })
  const address = `/units/${unit.id}/boundary`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('units.boundary.lead', { most: mostPoints })}
          breadcrumbs={unitCrumbs(unit)}
        />
      }
    >
      <Form action={`${address}/file`} state={form} multipart>
        <HiddenField name="_version" value={String(unit.version)} />
        <FileField
          name="file"
          label={t('units.boundary.file')}
          help={t('units.boundary.fileHelp')}
          accept={['.geojson', '.json', ...file.mediaTypes]}
          types={t('units.boundary.fileTypes')}
          mostBytes={file.limitBytes}
        />
        <FormActions>
          <SubmitButton>{t('units.boundary.upload')}</SubmitButton>
          <LinkButton href={address} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
