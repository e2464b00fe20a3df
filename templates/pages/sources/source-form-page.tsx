import type { SourceReply } from '../../../src/modules/sources/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  EmailField,
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
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SourceFormModel {
  /** Null where it is a new one. */
  found: SourceReply | null
  units: ReadonlyArray<{ id: string; name: string; level: number }>
  /** What a column may tell, in the order of the form. */
  targets: readonly string[]
  form: FormState
}

export function SourceFormPage({ found, units, targets, form }: SourceFormModel) {
  const t = useText()
  const title = found ? found.name : t('sources.new')
  const back = found ? `/project-sources/${found.id}` : '/project-sources'
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('sources.title'), href: '/project-sources' }]}
          actions={
            found ? undefined : (
              <LinkButton href="/project-sources/new?preset=caltrans">{t('sources.caltrans')}</LinkButton>
            )
          }
        />
      }
    >
      <Form action={found ? `${back}/edit` : '/project-sources/new'} state={form}>
        {found && <HiddenField name="_version" value={String(found.version)} />}
        {!found && (
          <SelectField
            name="unitId"
            label={t('sources.unit')}
            help={t('sources.unitHelp')}
            prompt={t('components.choose')}
            options={units.map(({ id, name, level }) => ({
              value: id,
              label: `${'– '.repeat(level)}${name}`,
            }))}
          />
        )}
        <TextField name="name" label={t('sources.name')} help={t('sources.nameHelp')} maxlength={120} />
        {!found && (
          <RadioGroup
            name="kind"
            label={t('sources.kind')}
            options={(['samgov', 'csv'] as const).map((value) => ({
              value,
              label: t(`sources.kinds.${value}`),
            }))}
          />
        )}
        <TextField
          name="address"
          type="url"
          label={t('sources.address')}
          help={t('sources.addressHelp')}
          maxlength={2000}
        />
        <TextField
          name="apiKey"
          label={t('sources.apiKey')}
          help={t(found?.hasKey ? 'sources.apiKeyKept' : 'sources.apiKeyHelp')}
          maxlength={200}
          optional
        />
        {found?.kind !== 'samgov' && (
          <Fieldset legend={t('sources.columns')} help={t('sources.columnsHelp')}>
            {targets.map((target) => (
              <TextField
                key={target}
                name={`columns.${target}`}
                label={t(`sources.targets.${target}`)}
                maxlength={300}
                optional
              />
            ))}
            <SelectField
              name="dayOrder"
              label={t('sources.dayOrder')}
              width="medium"
              options={(['ymd', 'mdy', 'dmy'] as const).map((value) => ({
                value,
                label: t(`sources.dayOrders.${value}`),
              }))}
            />
          </Fieldset>
        )}
        <Fieldset legend={t('sources.becomes')}>
          <TextField name="timeZone" label={t('sources.timeZone')} width="medium" />
          <TextField name="currency" label={t('sources.currency')} maxlength={3} width="short" optional />
          <EmailField
            name="contactEmail"
            label={t('sources.contactEmail')}
            help={t('sources.contactEmailHelp')}
            optional
          />
          <RadioGroup
            name="visibility"
            label={t('sources.visibility')}
            options={(['public', 'members'] as const).map((value) => ({
              value,
              label: t(`projects.visibilities.${value}`),
            }))}
          />
          <CheckboxField name="publishes" label={t('sources.publishes')} help={t('sources.publishesHelp')} />
          <NumberField
            name="everyHours"
            label={t('sources.everyHours')}
            help={t('sources.everyHoursHelp')}
            unit={t('sources.hours')}
            optional
          />
        </Fieldset>
        <FormActions>
          <SubmitButton>{t('sources.save')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
