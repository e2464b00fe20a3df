import { useText } from '../view-context.tsx'
import { Fieldset, type Option, SelectField, TextField, type TextFieldProps } from './fields.tsx'

/** Any way of writing a number is taken; the country's code decides. */
export function PhoneField(props: Omit<TextFieldProps, 'type' | 'inputmode'>) {
  return <TextField autocomplete="tel" width="medium" {...props} type="tel" inputmode="tel" />
}

export interface AddressFieldsProps {
  /** The parts are posted as `name.street`, `name.postcode` … */
  name: string
  legend: string
  countries: Option[]
}

/** Where something is sent. The order is that of envelopes; the country comes first because the rest depends on it. */
export function AddressFields({ name, legend, countries }: AddressFieldsProps) {
  const t = useText()
  return (
    <Fieldset legend={legend}>
      <SelectField
        name={`${name}.country`}
        label={t('components.address.country')}
        autocomplete="country"
        width="medium"
        options={countries}
        prompt={t('components.choose')}
      />
      <TextField
        name={`${name}.street`}
        label={t('components.address.street')}
        autocomplete="address-line1"
        maxlength={200}
      />
      <TextField
        name={`${name}.more`}
        label={t('components.address.more')}
        autocomplete="address-line2"
        maxlength={200}
        optional
      />
      <div class="field-row field-row-address">
        <TextField
          name={`${name}.postcode`}
          label={t('components.address.postcode')}
          autocomplete="postal-code"
          autocapitalize="characters"
          maxlength={20}
        />
        <TextField
          name={`${name}.city`}
          label={t('components.address.city')}
          autocomplete="address-level2"
          maxlength={100}
        />
      </div>
    </Fieldset>
  )
}
