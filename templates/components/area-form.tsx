import type { ComponentChildren } from 'preact'
import type { FormState } from '../../src/platform/presentation/view.ts'
import { useText } from '../view-context.tsx'
import { LinkButton } from './button.tsx'
import { Form, FormActions, HiddenField, SelectField, SubmitButton, TextArea } from './form.tsx'
import { Outline } from './outline.tsx'

interface AreaFormProps {
  action: string
  form: FormState
  version: number
  /** As it is now. */
  area: { coordinates: ReadonlyArray<ReadonlyArray<readonly number[]>> } | null
  units: ReadonlyArray<{ id: string; name: string }>
  back: string
  /** What else it takes. */
  children?: ComponentChildren
}

/** An area: that of a unit, or GeoJSON that was drawn elsewhere. */
export function AreaForm({ action, form, version, area, units, back, children }: AreaFormProps) {
  const t = useText()
  return (
    <>
      {area && <Outline label={t('units.area.picture')} ring={area.coordinates[0] ?? null} centre={null} />}
      <Form action={action} state={form}>
        <HiddenField name="_version" value={String(version)} />
        {units.length > 0 && (
          <SelectField
            name="areaOfUnitId"
            label={t('units.area.ofUnit')}
            help={t('units.area.ofUnitHelp')}
            width="medium"
            optional
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextArea name="area" label={t('units.area.label')} help={t('units.area.help')} rows={6} optional />
        {children}
        <FormActions>
          <SubmitButton>{t('units.area.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
