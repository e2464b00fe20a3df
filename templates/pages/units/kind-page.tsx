import type { KindReply } from '../../../src/modules/units/contract.ts'
import { nameOfLanguage, textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxGroup,
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

export interface KindModel {
  /** Null where it is a new one. */
  kind: KindReply | null
  /** All that there are: below which of them it may stand. */
  others: readonly KindReply[]
  languages: readonly string[]
  form: FormState
}

const icons = ['home', 'place', 'units', 'people', 'work', 'learn', 'calendar'] as const

export function KindPage({ kind, others, languages, form }: KindModel) {
  const t = useText()
  const { locale } = useView()
  const title = kind ? textIn(kind.label, locale) : t('units.kinds.new')
  const isOfRoot = kind !== null && kind.parents.length === 0
  const parents = others.filter(
    (other) => other.archivedAt === null || kind?.parents.includes(other.key) || other.key === kind?.key,
  )
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={kind ? undefined : t('units.kinds.newLead')}
          breadcrumbs={[{ label: t('units.kinds.title'), href: '/settings/unit-kinds' }]}
        />
      }
    >
      <Form action={kind ? `/settings/unit-kinds/${kind.id}` : '/settings/unit-kinds/new'} state={form}>
        {kind && <HiddenField name="_version" value={String(kind.version)} />}
        <TranslatedField
          name="label"
          label={t('units.name')}
          languages={languages.map((code) => ({ code, name: nameOfLanguage(code) }))}
          maxlength={60}
        />
        {!kind && (
          <TextField
            name="key"
            label={t('units.kinds.key')}
            help={t('units.kinds.keyHelp')}
            autocapitalize="none"
            spellcheck={false}
            maxlength={39}
            width="medium"
          />
        )}
        {!isOfRoot && (
          <CheckboxGroup
            name="parents"
            label={t('units.kinds.parents')}
            help={t('units.kinds.parentsHelp')}
            options={parents.map(({ key, label }) => ({ value: key, label: textIn(label, locale) }))}
          />
        )}
        <RadioGroup
          name="joining"
          label={t('units.joining')}
          help={t('units.kinds.joiningHelp')}
          options={(['open', 'request', 'closed'] as const).map((value) => ({
            value,
            label: t(`units.joinings.${value}`),
            help: t(`units.joiningHelp.${value}`),
          }))}
        />
        <SelectField
          name="icon"
          label={t('units.kinds.icon')}
          optional
          width="medium"
          options={icons.map((value) => ({ value, label: t(`units.kinds.icons.${value}`) }))}
        />
        <TextField
          name="position"
          label={t('units.kinds.position')}
          help={t('units.kinds.positionHelp')}
          inputmode="numeric"
          width="short"
        />
        <FormActions>
          <SubmitButton>{t(kind ? 'units.kinds.save' : 'units.kinds.add')}</SubmitButton>
          <LinkButton href="/settings/unit-kinds" variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
