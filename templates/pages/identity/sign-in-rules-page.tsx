import type { SignInRules } from '../../../src/modules/identity/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SignInRulesModel {
  rules: SignInRules
  form: FormState
}

export function SignInRulesPage({ rules, form }: SignInRulesModel) {
  const t = useText()
  const add = (
    <LinkButton href="/settings/sign-in/new" variant="primary">
      {t('identity.providers.add')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={t('identity.providers.title')}
      header={
        <PageHeader
          title={t('identity.providers.title')}
          lead={t('identity.providers.lead')}
          actions={rules.items.length > 0 && add}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <Table
        caption={t('identity.providers.title')}
        rows={rules.items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={t('identity.providers.none')} icon="lock" action={add}>
            {t('identity.providers.noneHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('identity.providers.name'),
            heading: true,
            cell: ({ id, name }) => <a href={`/settings/sign-in/${id}`}>{name}</a>,
          },
          {
            label: t('identity.providers.issuer'),
            cell: ({ issuer }) => <span {...verbatim}>{issuer}</span>,
          },
          { label: t('identity.providers.linked'), numeric: true, cell: ({ linkedCount }) => linkedCount },
        ]}
      />
      {rules.items.length > 0 && (
        <Form action="/settings/sign-in" state={form}>
          <SwitchField
            name="providerOnly"
            label={t('identity.providers.only')}
            help={t('identity.providers.onlyHelp')}
            value={rules.providerOnly}
          />
          <FormActions>
            <SubmitButton>{t('identity.providers.saveRule')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
