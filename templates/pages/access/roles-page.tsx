import type { ListModel } from '../../../src/platform/presentation/list.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListView } from '../../components/list/list-view.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface RolesModel {
  builtIn: ReadonlyArray<{ role: string; onlyAtRoot: boolean }>
  list: ListModel
  /** Where the reader may put one together; null where nowhere. */
  makeAt: string | null
}

export function RolesPage({ builtIn, list, makeAt }: RolesModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('access.roles')}
      width="full"
      header={
        <PageHeader
          title={t('access.roles')}
          lead={t('access.rolesLead')}
          actions={
            makeAt !== null && (
              <LinkButton href={`/roles/new?unit=${makeAt}`} variant="primary" icon="plus">
                {t('access.make.button')}
              </LinkButton>
            )
          }
        />
      }
    >
      <Section title={t('access.builtIn.title')} id="built-in" description={t('access.builtIn.lead')}>
        <Table
          caption={t('access.builtIn.title')}
          rows={builtIn}
          rowKey={({ role }) => role}
          columns={[
            {
              label: t('access.made.name'),
              heading: true,
              cell: ({ role }) => <a href={`/roles/${role}`}>{t(`access.roleNames.${role}`)}</a>,
            },
            { label: t('access.made.description'), cell: ({ role }) => t(`access.builtIn.about.${role}`) },
            {
              label: t('access.builtIn.where'),
              cell: ({ onlyAtRoot }) => t(onlyAtRoot ? 'access.builtIn.atRoot' : 'access.builtIn.anywhere'),
            },
          ]}
        />
      </Section>
      <Section title={list.title} id="made">
        <ListView list={list} />
      </Section>
    </PortalLayout>
  )
}
