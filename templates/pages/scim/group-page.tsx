import type { GroupDetail } from '../../../src/modules/scim/contract.ts'
import { ActionForm, Button } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SelectField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'
import { WaitingTable } from '../access/waiting-table.tsx'

export interface GroupModel {
  group: GroupDetail
  idempotencyKey: string
}

/** What a group of the identity provider brings to whoever is in it. */
export function GroupPage({ group, idempotencyKey }: GroupModel) {
  const t = useText()
  const { locale } = useView()
  const address = `/scim-groups/${group.id}`
  return (
    <PortalLayout
      title={group.displayName}
      header={
        <PageHeader
          title={group.displayName}
          lead={t('scim.groups.lead')}
          breadcrumbs={[
            { label: t('scim.title'), href: '/settings/scim' },
            { label: t('scim.groups.title'), href: '/scim-groups' },
          ]}
        />
      }
    >
      <DescriptionList items={[{ label: t('scim.groups.members'), value: group.members }]} />
      <Table
        caption={t('scim.groups.what')}
        rows={group.targets}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={t('scim.groups.nothing')} icon="key">
            {t('scim.groups.nothingHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('scim.groups.what'),
            heading: true,
            cell: ({ role, roleName }) =>
              role === null ? t('scim.groups.belonging') : roleWords(t, locale, role, roleName),
          },
          { label: t('scim.groups.unit'), cell: ({ unitName }) => unitName },
          {
            label: t('scim.groups.remove'),
            quiet: true,
            cell: ({ id }) => (
              <ActionForm
                action={`${address}/targets/${id}/remove`}
                idempotencyKey={idempotencyKey}
                confirm={t('scim.groups.removeSure', { count: group.members })}
              >
                {t('scim.groups.remove')}
              </ActionForm>
            ),
          },
        ]}
      />
      {group.waiting > 0 && (
        <Section
          title={t('scim.groups.waiting')}
          description={t('scim.groups.waitingHelp', { count: group.waiting })}
        >
          <WaitingTable waits={group.waits} />
        </Section>
      )}
      <Section title={t('scim.groups.add')} id="add" description={t('scim.groups.addHelp')}>
        <form method="get" action={`${address}/targets/new`} class="form">
          <SelectField
            name="unitId"
            label={t('scim.groups.unit')}
            options={group.units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          />
          <Button type="submit">{t('scim.groups.choose')}</Button>
        </form>
      </Section>
    </PortalLayout>
  )
}
