import type { FilledField } from '../../src/modules/fields/contract.ts'
import { textIn } from '../../src/platform/presentation/translated.ts'
import { useText, useView } from '../view-context.tsx'
import {
  CheckboxGroup,
  DateField,
  EmailField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from './form.tsx'
import { asList, useField } from './form-context.tsx'

/** The fields that an association has declared, as part of a form: their values are posted as `values.<key>`. */
export function CustomFields({ fields }: { fields: readonly FilledField[] }) {
  return (
    <>
      {fields.map((field) => (
        <CustomField key={field.key} field={field} />
      ))}
    </>
  )
}

function CustomField({ field }: { field: FilledField }) {
  const t = useText()
  const { locale } = useView()
  const common = {
    name: `values.${field.key}`,
    label: textIn(field.label, locale),
    help: field.help ? textIn(field.help, locale) : undefined,
    optional: !field.isRequired,
  }
  const typed = useField(common.name).value
  const options = field.options
    .filter(({ value, isArchived }) => !isArchived || asList(typed).includes(value))
    .map(({ value, label }) => ({ value, label: textIn(label, locale) }))
  switch (field.type) {
    case 'longText':
      return <TextArea {...common} maxlength={10_000} />
    case 'number':
      return <TextField {...common} inputmode="decimal" width="short" />
    case 'date':
      return <DateField {...common} />
    case 'boolean':
      return (
        <RadioGroup
          {...common}
          value={typed === true ? 'true' : typed === false ? 'false' : undefined}
          options={[
            { value: 'true', label: t('layout.list.yes') },
            { value: 'false', label: t('layout.list.no') },
          ]}
        />
      )
    case 'choice':
      return <SelectField {...common} width="medium" prompt={t('fields.choose')} options={options} />
    case 'choices':
      // Without it a form in which nothing is ticked would say nothing, and nothing would change.
      return (
        <CheckboxGroup
          {...common}
          options={options}
          before={<input type="hidden" name={common.name} value="" />}
        />
      )
    case 'email':
      return <EmailField {...common} autocomplete="off" />
    case 'phone':
      return <TextField {...common} type="tel" inputmode="tel" width="medium" />
    case 'link':
      return <TextField {...common} type="url" inputmode="url" />
    default:
      return <TextField {...common} maxlength={500} />
  }
}
