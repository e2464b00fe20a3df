import type { ProviderDetail, RolesForGroups } from '../../../src/modules/identity/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { CodeBlock } from '../../components/code.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  PasswordField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Repeated } from '../../components/repeated.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { WaitingTable } from '../access/waiting-table.tsx'

export interface ProviderModel {
  /** Null while it is being added. */
  provider: ProviderDetail | null
  units: Array<{ unitId: string; name: string }>
  roles: RolesForGroups['items']
  form: FormState
}

export function ProviderPage({ provider, units, roles, form }: ProviderModel) {
  const t = useText()
  const { locale } = useView()
  const title = provider?.name ?? t('identity.providers.add')
  const action = provider ? `/settings/sign-in/${provider.id}` : '/settings/sign-in/new'
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('identity.providers.title'), href: '/settings/sign-in' }]}
          actions={
            provider && (
              <ActionForm
                action={`${action}/remove`}
                idempotencyKey={form.idempotencyKey}
                confirm={t('identity.providers.removeSure')}
                variant="danger"
              >
                {t('identity.providers.remove')}
              </ActionForm>
            )
          }
        />
      }
      hasErrors={form.issues.length > 0}
    >
      {provider && (
        <>
          <DescriptionList
            items={[
              { label: t('identity.providers.issuer'), value: <span {...verbatim}>{provider.issuer}</span> },
              { label: t('identity.providers.linked'), value: provider.linkedCount },
            ]}
          />
          <p>{t('identity.providers.returnHelp')}</p>
          <CodeBlock>{provider.redirectUri}</CodeBlock>
          {provider.waiting > 0 && (
            <Section
              title={t('scim.groups.waiting')}
              description={t('scim.groups.waitingHelp', { count: provider.waiting })}
            >
              <WaitingTable waits={provider.waits} />
            </Section>
          )}
        </>
      )}
      <Form action={action} state={form}>
        {provider && <input type="hidden" name="_version" value={provider.version} />}
        <TextField
          name="name"
          label={t('identity.providers.name')}
          help={t('identity.providers.nameHelp')}
          value={provider?.name}
          maxlength={60}
        />
        {!provider && (
          <TextField
            name="issuer"
            type="url"
            label={t('identity.providers.issuer')}
            help={t('identity.providers.issuerHelp')}
          />
        )}
        <TextField name="clientId" label={t('identity.providers.clientId')} value={provider?.clientId} />
        <PasswordField
          name="clientSecret"
          label={t('identity.providers.secret')}
          help={provider ? t('identity.providers.secretKept') : undefined}
          optional={provider !== null}
          autocomplete="new-password"
        />
        <TextField
          name="scopes"
          label={t('identity.providers.scopes')}
          help={t('identity.providers.scopesHelp')}
          value={provider?.scopes ?? 'openid email profile'}
        />
        <CheckboxField
          name="admits"
          label={t('identity.providers.admits')}
          help={t('identity.providers.admitsHelp')}
          value={provider?.admits}
        />
        <TextArea
          name="domains"
          label={t('identity.providers.domains')}
          help={t('identity.providers.domainsHelp')}
          value={provider?.domains.join('\n')}
          rows={3}
          optional
        />
        <TextField
          name="groupsClaim"
          label={t('identity.providers.groupsClaim')}
          help={t('identity.providers.groupsClaimHelp')}
          value={provider?.groupsClaim}
          optional
        />
        <Repeated
          name="roles"
          legend={t('identity.providers.roles')}
          help={t('identity.providers.rolesHelp')}
          add={t('identity.providers.addRole')}
          rowLegend={(number) => t('identity.providers.row', { number })}
          rows={Math.max(1, provider?.roles.length ?? 0)}
          most={50}
        >
          {(at, index) => (
            <>
              <TextField
                name={`${at}.group`}
                label={t('identity.providers.group')}
                value={provider?.roles[index]?.group}
                optional
              />
              <SelectField
                name={`${at}.role`}
                label={t('identity.providers.role')}
                value={provider?.roles[index]?.role ?? 'manager'}
                width="medium"
                options={roles.map(({ role, name, unitName }) => ({
                  value: role,
                  label:
                    name === null
                      ? t(`identity.providers.roleName.${role}`)
                      : t('identity.providers.madeRole', {
                          name: textIn(name, locale),
                          unit: unitName ?? '',
                        }),
                }))}
              />
              <SelectField
                name={`${at}.unitId`}
                label={t('identity.providers.unit')}
                value={provider?.roles[index]?.unitId}
                options={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
              />
            </>
          )}
        </Repeated>
        <FormActions>
          <SubmitButton>{t('identity.providers.save')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
