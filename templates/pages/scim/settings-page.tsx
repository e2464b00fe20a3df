import type { Settings } from '../../../src/modules/scim/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Code, CodeBlock } from '../../components/code.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SelectField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SettingsModel {
  settings: Settings
  form: FormState
}

const providers = ['entra', 'okta', 'google', 'keycloak']

export function SettingsPage({ settings, form }: SettingsModel) {
  const t = useText()
  const { tokens, refusals } = settings
  const now = tokens.length > 0
  const make = (
    <LinkButton href="/account/tokens/new" variant={now ? 'secondary' : 'primary'}>
      {t('scim.token.make')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={t('scim.title')}
      header={<PageHeader title={t('scim.title')} lead={t('scim.lead')} />}
      hasErrors={form.issues.length > 0}
    >
      <DescriptionList
        items={[
          { label: t('scim.users'), value: settings.users },
          {
            label: t('scim.groups.title'),
            value: (
              <>
                <a href="/scim-groups">{t('scim.groups.count', { count: settings.groups })}</a>
                {settings.unmapped > 0 && <> · {t('scim.groups.unmapped', { count: settings.unmapped })}</>}
              </>
            ),
          },
        ]}
      />
      <Section title={t('scim.address')} id="address" description={t('scim.addressHelp')}>
        <CodeBlock>{settings.baseUrl}</CodeBlock>
        {providers.map((name) => (
          <Disclosure key={name} summary={t(`scim.setUp.${name}.title`)}>
            <p>{t(`scim.setUp.${name}.steps`)}</p>
          </Disclosure>
        ))}
      </Section>
      <Section
        title={t('scim.token.title')}
        id="tokens"
        description={t('scim.token.help')}
        action={now && make}
      >
        <Table
          caption={t('scim.token.title')}
          rows={tokens}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={t('scim.token.none')} icon="key" action={make}>
              {t('scim.token.noneHelp')}
            </EmptyState>
          }
          columns={[
            { label: t('tokens.name'), heading: true, cell: ({ name }) => name },
            { label: t('tokens.owner'), cell: ({ owner }) => owner },
            {
              label: t('tokens.lastUsed'),
              cell: ({ lastUsedAt }) => (lastUsedAt ? <Time value={lastUsedAt} /> : t('tokens.never')),
            },
            { label: t('tokens.expires'), cell: ({ expiresAt }) => <Time value={expiresAt} shown="date" /> },
          ]}
        />
      </Section>
      <Section title={t('scim.refusals.title')} id="refusals" description={t('scim.refusals.help')}>
        <Table
          caption={t('scim.refusals.title')}
          rows={refusals}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={t('scim.refusals.none')} icon="check">
              {t('scim.refusals.noneHelp')}
            </EmptyState>
          }
          columns={[
            {
              label: t('scim.refusals.at'),
              heading: true,
              cell: ({ refusedAt }) => <Time value={refusedAt} />,
            },
            {
              label: t('scim.refusals.what'),
              cell: ({ operation }) => <span {...verbatim}>{operation}</span>,
            },
            {
              label: t('scim.refusals.why'),
              cell: ({ words }) => words,
            },
            {
              label: t('scim.refusals.answer'),
              cell: ({ status, scimType }) => (
                <span {...verbatim}>{scimType ? `${status} ${scimType}` : status}</span>
              ),
            },
          ]}
        />
      </Section>
      {settings.providers.length > 0 && (
        <Section title={t('scim.rule.title')} id="rule" description={t('scim.rule.help')}>
          <Form action="/settings/scim" state={form}>
            <SelectField
              name="providerId"
              label={t('scim.rule.provider')}
              help={t('scim.rule.providerHelp')}
              value={settings.providerId ?? ''}
              options={[
                { value: '', label: t('scim.rule.noProvider') },
                ...settings.providers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <FormActions>
              <SubmitButton>{t('scim.rule.save')}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
      )}
      <p>
        {t('scim.schemas')} <Code>{`${settings.baseUrl}/Schemas`}</Code>
      </p>
    </PortalLayout>
  )
}
