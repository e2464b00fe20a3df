import { FieldRow, SelectField, TextArea, TextField } from '../../components/form.tsx'
import { useText, useView } from '../../view-context.tsx'

/** What every invitation is asked: how long it counts, in which language it is written, and a word to its reader. */
export function LetterFields({ locales, help }: { locales: readonly string[]; help?: string }) {
  const t = useText()
  const { locale: reader } = useView()
  const languages = new Intl.DisplayNames([reader], { type: 'language' })
  return (
    <>
      <TextArea
        name="greeting"
        label={t('invitations.greeting')}
        help={help ?? t('invitations.greetingHelp')}
        rows={3}
        maxlength={500}
        optional
      />
      <FieldRow>
        <SelectField
          name="locale"
          label={t('invitations.locale')}
          options={locales.map((value) => ({ value, label: languages.of(value) ?? value }))}
        />
        <TextField
          name="days"
          label={t('invitations.days')}
          help={t('invitations.daysHelp')}
          inputmode="numeric"
          width="short"
        />
      </FieldRow>
    </>
  )
}
