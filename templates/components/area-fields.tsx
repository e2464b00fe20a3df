import { useText } from '../view-context.tsx'
import { SelectField, TextArea } from './form.tsx'

/** An area: that of a unit, or GeoJSON that was drawn elsewhere. */
export function AreaFields({ units }: { units: ReadonlyArray<{ id: string; name: string }> }) {
  const t = useText()
  return (
    <>
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
    </>
  )
}
