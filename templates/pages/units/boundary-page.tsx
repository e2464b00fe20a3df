import type { UnitBoundary, UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, HiddenField, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { Outline } from '../../components/outline.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'

export interface BoundaryModel {
  unit: UnitDetail
  outline: UnitBoundary
  mostPoints: number
  form: FormState
}

export function BoundaryPage({ unit, outline, mostPoints, form }: BoundaryModel) {
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
          actions={
            <LinkButton href={`${address}/file`} icon="upload">
              {t('units.boundary.fromFile')}
            </LinkButton>
          }
        />
      }
    >
      <Outline
        label={t('units.boundary.picture', { name: unit.name })}
        ring={outline.boundary?.coordinates[0] ?? null}
        centre={outline.centre}
      />
      <Form action={address} state={form}>
        <HiddenField name="_version" value={String(outline.version)} />
        <TextArea
          name="boundary"
          label={t('units.boundary.label')}
          help={t('units.boundary.help')}
          optional
        />
        <TextField
          name="centre"
          label={t('units.boundary.centre')}
          help={t('units.boundary.centreHelp')}
          optional
          maxlength={60}
          width="medium"
        />
        <FormActions>
          <SubmitButton>{t('units.boundary.button')}</SubmitButton>
          <LinkButton href={`/units/${unit.id}`} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
