import type { NumberSeriesReply } from '../../../src/modules/membership/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  HiddenField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface NumbersModel {
  numbers: NumberSeriesReply
  form: FormState
}

export function NumbersPage({ numbers: { series, next, without }, form }: NumbersModel) {
  const t = useText()
  const title = t('membership.numbers.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('membership.numbers.lead')} />}
    >
      {next !== null && (
        <DescriptionList
          items={[
            { label: t('membership.numbers.next'), value: <b {...verbatim}>{next}</b> },
            {
              label: t('membership.numbers.without'),
              value: without,
              action:
                without > 0 ? (
                  <ActionForm
                    action="/settings/membership-numbers/give"
                    idempotencyKey={keyFor(form, 'give')}
                    confirm={t('membership.numbers.giveConfirm', { count: without })}
                  >
                    {t('membership.numbers.give')}
                  </ActionForm>
                ) : undefined,
            },
          ]}
        />
      )}
      <Section title={t('membership.numbers.look')} id="look">
        <Form action="/settings/membership-numbers" state={form}>
          {series && <HiddenField name="_version" value={String(series.version)} />}
          <TextField
            name="prefix"
            label={t('membership.numbers.prefix')}
            help={t('membership.numbers.prefixHelp')}
            optional
            maxlength={20}
            width="short"
            autocapitalize="none"
            spellcheck={false}
          />
          <CheckboxField name="withYear" label={t('membership.numbers.withYear')} />
          <TextField
            name="digits"
            label={t('membership.numbers.digits')}
            help={t('membership.numbers.digitsHelp')}
            inputmode="numeric"
            width="short"
          />
          <TextField
            name="nextNumber"
            label={t('membership.numbers.nextNumber')}
            help={t('membership.numbers.nextNumberHelp')}
            inputmode="numeric"
            width="short"
          />
          <FormActions>
            <SubmitButton>{t('membership.numbers.save')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </PortalLayout>
  )
}
