import { NumberField } from '../../components/amount-fields.tsx'
import { FieldRow, Fieldset, TextField } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'

/** When a section or a lesson opens. */
export function ReleaseFields({ timeZone }: { timeZone: string }) {
  const t = useText()
  return (
    <Fieldset legend={t('courses.release.title')} help={t('courses.release.help', { timeZone })}>
      <FieldRow>
        <TextField
          name="releasedAt"
          type="datetime-local"
          label={t('courses.release.at')}
          width="medium"
          optional
        />
        <NumberField
          name="releaseAfterDays"
          label={t('courses.release.afterDays')}
          unit={t('courses.dayUnit')}
          optional
        />
      </FieldRow>
    </Fieldset>
  )
}
