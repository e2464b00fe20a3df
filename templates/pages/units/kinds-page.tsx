import type { KindReply } from '../../../src/modules/units/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface KindsModel {
  items: KindReply[]
  locale: string
  idempotencyKey: string
}

export function KindsPage({ items, locale, idempotencyKey }: KindsModel) {
  const t = useText()
  const nameOf = (kind: KindReply) => textIn(kind.label, locale)
  const names = new Map(items.map((kind) => [kind.key, nameOf(kind)]))
  return (
    <PortalLayout
      title={t('units.kinds.title')}
      width="full"
      header={
        <PageHeader
          title={t('units.kinds.title')}
          lead={t('units.kinds.lead')}
          actions={
            <LinkButton href="/settings/unit-kinds/new" variant="primary" icon="plus">
              {t('units.kinds.add')}
            </LinkButton>
          }
        />
      }
    >
      <Table
        caption={t('units.kinds.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('units.name'),
            heading: true,
            cell: (kind) =>
              kind.archivedAt ? nameOf(kind) : <a href={`/settings/unit-kinds/${kind.id}`}>{nameOf(kind)}</a>,
          },
          { label: t('units.kinds.key'), cell: ({ key }) => <code {...verbatim}>{key}</code> },
          {
            label: t('units.kinds.parents'),
            cell: ({ parents }) =>
              parents.length === 0
                ? t('units.kinds.ofRoot')
                : parents.map((key) => names.get(key) ?? key).join(', '),
          },
          { label: t('units.joining'), cell: ({ joining }) => t(`units.joinings.${joining}`) },
          {
            label: t('units.state'),
            quiet: true,
            cell: ({ archivedAt }) => (archivedAt ? <Badge>{t('units.kinds.isArchived')}</Badge> : null),
          },
          {
            label: t('units.actions.title'),
            quiet: true,
            narrow: true,
            cell: (kind) =>
              kind.parents.length === 0 ? null : (
                <ActionForm
                  action={`/settings/unit-kinds/${kind.id}/${kind.archivedAt ? 'restore' : 'archive'}`}
                  idempotencyKey={keyFor({ idempotencyKey }, kind.key)}
                  variant="quiet"
                  label={t(kind.archivedAt ? 'units.kinds.restoreLabel' : 'units.kinds.archiveLabel', {
                    label: nameOf(kind),
                  })}
                  confirm={
                    kind.archivedAt ? undefined : t('units.kinds.archiveConfirm', { label: nameOf(kind) })
                  }
                >
                  {t(kind.archivedAt ? 'units.kinds.restore' : 'units.kinds.archive')}
                </ActionForm>
              ),
          },
        ]}
      />
    </PortalLayout>
  )
}
