import { DateField, FieldRow, RadioGroup, SelectField, TextField } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'

/** What a licence, a bond, an insurance or a certification says, of a person or of a company. */
export function CertificationFields({ name = 'name' }: { name?: 'name' | 'title' }) {
  const t = useText()
  return (
    <>
      <RadioGroup
        name="kind"
        label={t('people.certifications.kind')}
        options={(['licence', 'certification', 'bond', 'insurance'] as const).map((value) => ({
          value,
          label: t(`people.certifications.kinds.${value}`),
        }))}
      />
      <TextField
        name={name}
        label={t('people.certifications.name')}
        help={t('people.certifications.nameHelp')}
        autocomplete="off"
      />
      <FieldRow>
        <TextField name="issuer" label={t('people.certifications.issuer')} autocomplete="off" optional />
        <TextField name="number" label={t('people.certifications.number')} autocomplete="off" optional />
      </FieldRow>
      <TextField
        name="jurisdiction"
        label={t('people.certifications.jurisdiction')}
        autocomplete="off"
        optional
      />
      <MoneyFields label={t('people.certifications.amount')} help={t('people.certifications.amountHelp')} />
      <SelectField
        name="basis"
        label={t('people.certifications.basis')}
        optional
        width="medium"
        prompt={t('components.choose')}
        options={(['single', 'aggregate'] as const).map((value) => ({
          value,
          label: t(`people.certifications.bases.${value}`),
        }))}
      />
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

/** An amount as people write it, in a currency that they name. */
export function MoneyFields({ label, help }: { label: string; help: string }) {
  const t = useText()
  return (
    <FieldRow>
      <TextField name="amount" label={label} help={help} inputmode="decimal" autocomplete="off" optional />
      <TextField
        name="currency"
        label={t('people.certifications.currency')}
        help={t('people.certifications.currencyHelp')}
        maxlength={3}
        width="short"
        autocomplete="off"
        optional
      />
    </FieldRow>
  )
}
