import type { MyFoundings } from '../../../src/modules/tenants/contract.ts'
import { nameOfLanguage } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  FieldRow,
  Form,
  FormActions,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { zoneOptions } from '../../components/zone-options.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { FoundingBadge, FoundingFacts } from './founding-facts.tsx'

export interface FoundModel extends MyFoundings {
  locales: readonly string[]
  timeZones: readonly string[]
  form: FormState
}

export function FoundPage({ founding, domain, items, locales, timeZones, form }: FoundModel) {
  const t = useText()
  const waits = items.some(({ state }) => state === 'asked')
  return (
    <PortalLayout
      title={t('tenants.found.title')}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={t('tenants.found.title')} lead={t(`tenants.found.lead.${founding}`)} />}
    >
      {items.length > 0 && (
        <Section title={t('tenants.found.mine')} id="mine">
          <CardGrid>
            {items.map((item) => (
              <Card
                key={item.id}
                level={3}
                title={item.name}
                badge={<FoundingBadge state={item.state} />}
                footer={
                  item.state === 'asked' ? (
                    <ActionForm
                      action={`/foundings/${item.id}/withdraw`}
                      idempotencyKey={form.idempotencyKey}
                      label={t('tenants.found.withdrawOf', { name: item.name })}
                    >
                      {t('tenants.found.withdraw')}
                    </ActionForm>
                  ) : undefined
                }
              >
                <FoundingFacts founding={item} />
              </Card>
            ))}
          </CardGrid>
        </Section>
      )}
      {waits && <Notice>{t('tenants.found.waits')}</Notice>}
      {founding !== 'closed' && !waits && (
        <Form action="/found" state={form}>
          <TextField name="name" label={t('tenants.found.name')} maxlength={120} width="medium" />
          <TextField
            name="slug"
            label={t('tenants.slug')}
            help={domain === null ? t('tenants.found.slugHelp') : t('tenants.found.hostHelp', { domain })}
            maxlength={40}
            autocapitalize="none"
            spellcheck={false}
            width="medium"
          />
          <TextField
            name="unitKind"
            label={t('tenants.found.unitKind')}
            help={t('tenants.found.unitKindHelp')}
            maxlength={60}
            width="medium"
          />
          <FieldRow>
            <SelectField
              name="locale"
              label={t('tenants.found.locale')}
              options={locales.map((locale) => ({ value: locale, label: nameOfLanguage(locale) }))}
            />
            <SelectField
              name="timeZone"
              label={t('tenants.found.timeZone')}
              options={zoneOptions(timeZones)}
            />
          </FieldRow>
          <FieldRow>
            <TextField
              name="givenName"
              label={t('tenants.found.givenName')}
              maxlength={100}
              autocomplete="given-name"
            />
            <TextField
              name="familyName"
              label={t('tenants.found.familyName')}
              optional
              maxlength={100}
              autocomplete="family-name"
            />
          </FieldRow>
          {founding === 'approved' && (
            <TextArea
              name="purpose"
              label={t('tenants.found.purpose')}
              help={t('tenants.found.purposeHelp')}
              optional
              maxlength={2000}
            />
          )}
          <FormActions>
            <SubmitButton>
              {t(founding === 'open' ? 'tenants.found.button' : 'tenants.found.ask')}
            </SubmitButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
