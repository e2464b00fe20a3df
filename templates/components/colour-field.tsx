import { useText } from '../view-context.tsx'
import { type NamedFieldProps, TextField } from './fields.tsx'

/** A colour by its code, which is what brand books say; where scripts run, with the browser's own palette beside it. */
export function ColourField(props: NamedFieldProps) {
  const t = useText()
  return (
    <div class="colour-field" data-colour-field>
      <TextField
        width="short"
        placeholder="#0b5fff"
        maxlength={7}
        spellcheck={false}
        autocapitalize="none"
        {...props}
      />
      <input
        class="colour-palette"
        type="color"
        value="#0b5fff"
        hidden
        aria-label={t('components.palette')}
      />
    </div>
  )
}
