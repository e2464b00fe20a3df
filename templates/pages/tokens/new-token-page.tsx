import type { TokenChoices } from '../../../src/modules/tokens/contract.ts'
import { permissionWords } from '../../../src/platform/presentation/permission-words.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import {
  CheckboxGroup,
  Form,
  FormActions,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface NewTokenModel {
  choices: TokenChoices
  days: readonly number[]
  /** Scopes that are no permissions. */
  besidePermissions: readonly string[]
  form: FormState
}

export function NewTokenPage({ choices, days, besidePermissions, form }: NewTokenModel) {
  const t = useText()
  const own = choices.scopes.filter((scope) => besidePermissions.includes(scope))
  const permissions = choices.scopes.filter((scope) => !own.includes(scope))
  return (
    <PortalLayout
      title={t('tokens.new.title')}
      header={
        <PageHeader
          title={t('tokens.new.title')}
          lead={t('tokens.new.lead')}
          breadcrumbs={[{ label: t('tokens.title'), href: '/account/tokens' }]}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <Form action="/account/tokens/new" state={form}>
        <TextField name="name" label={t('tokens.name')} help={t('tokens.nameHelp')} maxlength={60} />
        <SelectField
          name="unitId"
          label={t('tokens.unit')}
          help={t('tokens.unitHelp')}
          options={choices.units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        />
        <SelectField
          name="days"
          label={t('tokens.expires')}
          width="medium"
          value={90}
          options={days.map((count) => ({ value: String(count), label: t('tokens.days', { count }) }))}
        />
        <CheckboxGroup
          name="scopes"
          label={t('tokens.scopes')}
          help={t('tokens.scopesHelp')}
          options={[
            ...own.map((scope) => ({ value: scope, label: t(`tokens.scope.${scope}`) })),
            ...permissions.map((scope) => ({
              value: scope,
              label: t('tokens.permission', { scope, words: t(permissionWords(scope)) }),
            })),
          ]}
        />
        <FormActions>
          <SubmitButton>{t('tokens.make')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
