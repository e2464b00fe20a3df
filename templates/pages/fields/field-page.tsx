import type { FieldReply } from '../../../src/modules/fields/contract.ts'
import { nameOfLanguage, textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import {
  CheckboxField,
  FieldRow,
  Fieldset,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TranslatedField } from '../../components/translated-field.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface FieldModel {
  /** Null where it is a new one. */
  field: FieldReply | null
  languages: readonly string[]
  spareOptions: number
  form: FormState
}

const types = ['text', 'longText', 'number', 'date', 'boolean', 'choice', 'choices', 'email', 'phone', 'link']
const audiences = ['staff', 'person', 'members']

export function FieldPage({ field, languages, spareOptions, form }: FieldModel) {
  const t = useText()
  const { locale } = useView()
  const title = field ? textIn(field.label, locale) : t('fields.new.title')
  const named = languages.map((code) => ({ code, name: nameOfLanguage(code) }))
  const isChoice = field ? field.type === 'choice' || field.type === 'choices' : true
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={field ? undefined : t('fields.new.lead')}
          breadcrumbs={[{ label: t('fields.title'), href: '/settings/fields' }]}
        />
      }
    >
      <Form action={field ? `/settings/fields/${field.id}` : '/settings/fields/new'} state={form}>
        {field && <HiddenField name="_version" value={String(field.version)} />}
        <TranslatedField name="label" label={t('fields.label')} languages={named} maxlength={120} />
        <TranslatedField name="help" label={t('fields.help')} languages={named} maxlength={500} optional />
        {!field && (
          <>
            <TextField
              name="key"
              label={t('fields.key')}
              help={t('fields.keyHelp')}
              autocapitalize="none"
              spellcheck={false}
              maxlength={39}
              width="medium"
            />
            <SelectField
              name="type"
              label={t('fields.type')}
              width="medium"
              options={types.map((type) => ({ value: type, label: t(`fields.types.${type}`) }))}
            />
          </>
        )}
        {isChoice && (
          <Disclosure
            summary={t('fields.options')}
            // Of a new field they are asked only where its kind has any; what is wrong with them must be seen.
            open={field !== null || form.issues.some(({ pointer }) => pointer.startsWith('/options'))}
          >
            <Options
              count={(field?.options.length ?? 0) + spareOptions}
              languages={languages}
              isNew={!field}
            />
          </Disclosure>
        )}
        <RadioGroup
          name="seenBy"
          label={t('fields.seenBy')}
          options={audiences.map((audience) => ({
            value: audience,
            label: t(`fields.audiences.${audience}`),
            help: t(`fields.audienceHelp.${audience}`),
          }))}
        />
        <RadioGroup
          name="editedBy"
          label={t('fields.editedBy')}
          options={[
            { value: 'staff', label: t('fields.audiences.staff') },
            { value: 'person', label: t('fields.audiences.person') },
          ]}
        />
        <CheckboxField name="isRequired" label={t('fields.isRequired')} help={t('fields.isRequiredHelp')} />
        {!field && (
          <>
            <CheckboxField name="isUnique" label={t('fields.isUnique')} help={t('fields.isUniqueHelp')} />
            <CheckboxField name="isSealed" label={t('fields.isSealed')} help={t('fields.isSealedHelp')} />
          </>
        )}
        <TextField
          name="position"
          label={t('fields.position')}
          help={t('fields.positionHelp')}
          inputmode="numeric"
          width="short"
        />
        <FormActions>
          <SubmitButton>{t(field ? 'fields.change.button' : 'fields.new.button')}</SubmitButton>
          <LinkButton href="/settings/fields" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

/** A line for each option, and some empty ones for more. */
function Options({
  count,
  languages,
  isNew,
}: {
  count: number
  languages: readonly string[]
  isNew: boolean
}) {
  const t = useText()
  return (
    <Fieldset
      name="options"
      legend={t('fields.options')}
      help={t(isNew ? 'fields.optionsHelpNew' : 'fields.optionsHelp')}
    >
      {Array.from({ length: count }, (_none, index) => (
        <FieldRow key={index}>
          <TextField name={`options.${index}.value`} label={t('fields.optionKey')} optional maxlength={39} />
          {languages.map((language) => (
            <TextField
              key={language}
              name={`options.${index}.label.${language}`}
              label={nameOfLanguage(language)}
              optional
              maxlength={120}
            />
          ))}
        </FieldRow>
      ))}
    </Fieldset>
  )
}
