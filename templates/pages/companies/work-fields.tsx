import { DateField, FieldRow, RadioGroup, TextArea, TextField } from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { MoneyFields } from '../people/certification-fields.tsx'

export function WorkFields() {
  const t = useText()
  return (
    <>
      <TextField
        name="title"
        label={t('companies.works.name')}
        help={t('companies.works.nameHelp')}
        maxlength={200}
      />
      <FieldRow>
        <TextField name="client" label={t('companies.works.client')} maxlength={200} optional />
        <TextField name="place" label={t('companies.works.place')} maxlength={200} optional />
      </FieldRow>
      <FieldRow>
        <DateField name="startedOn" label={t('companies.works.startedOn')} optional />
        <DateField
          name="endedOn"
          label={t('companies.works.endedOn')}
          help={t('companies.works.endedHelp')}
          optional
        />
      </FieldRow>
      <MoneyFields label={t('companies.works.amount')} help={t('people.certifications.amountHelp')} />
      <TextField
        name="role"
        label={t('companies.works.role')}
        help={t('companies.works.roleHelp')}
        maxlength={200}
        optional
      />
      <TextArea name="description" label={t('companies.works.description')} maxlength={4000} optional />
      <TextField
        name="link"
        label={t('companies.works.link')}
        help={t('companies.works.linkHelp')}
        maxlength={300}
        optional
      />
      <RadioGroup
        name="shownTo"
        label={t('companies.works.shownTo')}
        help={t('companies.works.shownToHelp')}
        options={(['staff', 'members', 'public'] as const).map((value) => ({
          value,
          label: t(`companies.shownTos.${value}`),
        }))}
      />
    </>
  )
}
