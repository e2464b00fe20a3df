import type { ClassReply } from '../../../src/modules/membership/contract.ts'
import { nameOfLanguage, textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  CheckboxGroup,
  Fieldset,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TranslatedField } from '../../components/translated-field.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface ClassModel {
  /** Null where it is a new one. */
  found: ClassReply | null
  others: readonly ClassReply[]
  /** What a rule may ask for. */
  conditions: { standings: readonly string[]; verified: readonly string[] }
  languages: readonly string[]
  form: FormState
}

export function ClassPage({ found, others, conditions, languages, form }: ClassModel) {
  const t = useText()
  const { locale } = useView()
  const title = found ? textIn(found.label, locale) : t('membership.classes.new')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('membership.classes.title'), href: '/settings/member-classes' }]}
        />
      }
    >
      <Form action={`/settings/member-classes/${found?.id ?? 'new'}`} state={form}>
        {found && <HiddenField name="_version" value={String(found.version)} />}
        {!found && (
          <RadioGroup
            name="facet"
            label={t('membership.classes.facet')}
            options={(['grade', 'type'] as const).map((value) => ({
              value,
              label: t(`membership.facets.${value}`),
              help: t(`membership.facetHelp.${value}`),
            }))}
          />
        )}
        <TranslatedField
          name="label"
          label={t('membership.classes.name')}
          languages={languages.map((code) => ({ code, name: nameOfLanguage(code) }))}
          maxlength={60}
        />
        {!found && (
          <TextField
            name="key"
            label={t('membership.classes.key')}
            help={t('membership.classes.keyHelp')}
            autocapitalize="none"
            spellcheck={false}
            maxlength={39}
            width="medium"
          />
        )}
        {found?.facet !== 'type' && (
          <Rule
            grades={others.filter(({ facet, key }) => facet === 'grade' && key !== found?.key)}
            conditions={conditions}
          />
        )}
        <TextField
          name="position"
          label={t('membership.classes.position')}
          help={t('membership.classes.positionHelp')}
          inputmode="numeric"
          width="short"
        />
        {found && (
          <CheckboxField
            name="isArchived"
            label={t('membership.classes.archive')}
            help={t('membership.classes.archiveHelp')}
          />
        )}
        <FormActions>
          <SubmitButton>{t('membership.classes.save')}</SubmitButton>
          <LinkButton href="/settings/member-classes" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

interface RuleProps {
  grades: readonly ClassReply[]
  conditions: ClassModel['conditions']
}

function Rule({ grades, conditions }: RuleProps) {
  const t = useText()
  const { locale } = useView()
  return (
    <Fieldset legend={t('membership.rule.title')} help={t('membership.rule.help')}>
      {grades.length > 0 && (
        <CheckboxGroup
          name="from"
          label={t('membership.rule.from')}
          help={t('membership.rule.fromHelp')}
          options={grades.map(({ key, label }) => ({ value: key, label: textIn(label, locale) }))}
        />
      )}
      <TextField name="days" label={t('membership.rule.days')} inputmode="numeric" width="short" />
      <CheckboxGroup
        name="standings"
        label={t('membership.rule.standings')}
        help={t('membership.rule.standingsHelp')}
        options={conditions.standings.map((value) => ({ value, label: t(`membership.standings.${value}`) }))}
      />
      <CheckboxGroup
        name="verified"
        label={t('membership.rule.verified')}
        options={conditions.verified.map((value) => ({ value, label: t(`membership.verified.${value}`) }))}
      />
      <CheckboxField
        name="byStaff"
        label={t('membership.rule.byStaff')}
        help={t('membership.rule.byStaffHelp')}
      />
    </Fieldset>
  )
}
