import type { PositionChoices, PositionReply } from '../../../src/modules/positions/contract.ts'
import { nameOfLanguage, textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
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
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { TranslatedField } from '../../components/translated-field.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'

export interface PositionModel {
  /** Null where it is a new one. */
  found: PositionReply | null
  choices: PositionChoices
  languages: readonly string[]
  form: FormState
}

export function PositionPage({ found, choices, languages, form }: PositionModel) {
  const t = useText()
  const { locale } = useView()
  const title = found ? textIn(found.name, locale) : t('positions.declared.new')
  const named = languages.map((code) => ({ code, name: nameOfLanguage(code) }))
  const address = `/settings/positions/${found?.id ?? 'new'}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('positions.declared.title'), href: '/settings/positions' }]}
        />
      }
    >
      <Form action={address} state={form}>
        {found && <HiddenField name="_version" value={String(found.version)} />}
        <TranslatedField name="name" label={t('positions.name')} languages={named} maxlength={80} />
        <TranslatedField
          name="description"
          label={t('positions.description')}
          languages={named}
          maxlength={1000}
          optional
        />
        <TextField
          name="level"
          label={t('positions.level')}
          help={t('positions.levelHelp')}
          inputmode="numeric"
          width="short"
        />
        <CheckboxGroup
          name="kinds"
          label={t('positions.kinds')}
          help={t('positions.kindsHelp')}
          options={choices.kinds.map(({ key, name }) => ({ value: key, label: textIn(name, locale) }))}
        />
        <RadioGroup
          name="way"
          label={t('positions.way')}
          help={t('positions.wayHelp')}
          options={(['elected', 'appointed'] as const).map((value) => ({
            value,
            label: t(`positions.ways.${value}`),
          }))}
        />
        <TextField
          name="seats"
          label={t('positions.seats')}
          help={t('positions.seatsHelp')}
          inputmode="numeric"
          width="short"
        />
        <TextField
          name="termMonths"
          label={t('positions.termMonths')}
          help={t('positions.termMonthsHelp')}
          inputmode="numeric"
          width="short"
          optional
        />
        <SelectField
          name="role"
          label={t('positions.role')}
          help={t('positions.roleHelp')}
          optional
          width="medium"
          options={choices.roles.map(({ role, name }) => ({
            value: role,
            label: roleWords(t, locale, role, name),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('positions.declared.save')}</SubmitButton>
          <LinkButton href="/settings/positions" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
      {found && (
        <Section
          title={t(found.archivedAt ? 'positions.declared.restore' : 'positions.declared.archive')}
          id="archive"
          description={t(
            found.archivedAt ? 'positions.declared.restoreHelp' : 'positions.declared.archiveHelp',
          )}
        >
          <ActionForm
            action={`${address}/${found.archivedAt ? 'restore' : 'archive'}`}
            idempotencyKey={keyFor(form, 'archive')}
          >
            {t(found.archivedAt ? 'positions.declared.restoreButton' : 'positions.declared.archiveButton')}
          </ActionForm>
        </Section>
      )}
    </PortalLayout>
  )
}
