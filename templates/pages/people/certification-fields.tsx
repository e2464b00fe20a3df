import { DateField, FieldRow, TextField } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'

export function CertificationFields() {
  const t = useText()
  return (
    <>
      <TextField
        name="name"
        label={t('people.certifications.name')}
        help={t('people.certifications.nameHelp')}
        autocomplete="off"
      />
      <FieldRow>
        <TextField name="issuer" label={t('people.certifications.issuer')} autocomplete="off" optional />
        <TextField name="number" label={t('people.certifications.number')} autocomplete="off" optional />
      </FieldRow>
      <FieldRow>
        <DateField name="issuedOn" label={t('people.certifications.issuedOn')} optional />
        <DateField
          name="expiresOn"
          label={t('people.certifications.expiresOn')}
          help={t('people.certifications.expiresHelp')}
          optional
        />
      </FieldRow>
    </>
  )
}
