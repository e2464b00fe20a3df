import type { FieldReply } from '../../../src/modules/fields/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface FieldsModel {
  items: FieldReply[]
  locale: string
  idempotencyKey: string
}

export function FieldsPage({ items, locale, idempotencyKey }: FieldsModel) {
  const t = useText()
  const add = (
    <LinkButton href="/settings/fields/new" variant="primary" icon="plus">
      {t('fields.new.button')}
    </LinkButton>
  )
  const labelOf = (field: FieldReply) => textIn(field.label, locale)
  return (
    <PortalLayout
      title={t('fields.title')}
      width="full"
      header={<PageHeader title={t('fields.title')} lead={t('fields.lead')} actions={add} />}
    >
      <Table
        caption={t('fields.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            label: t('fields.label'),
            heading: true,
            cell: (field) =>
              field.archivedAt ? (
                labelOf(field)
              ) : (
                <a href={`/settings/fields/${field.id}`}>{labelOf(field)}</a>
              ),
          },
          { label: t('fields.key'), cell: ({ key }) => <code {...verbatim}>{key}</code> },
          { label: t('fields.type'), cell: ({ type }) => t(`fields.types.${type}`) },
          { label: t('fields.seenBy'), cell: ({ seenBy }) => t(`fields.audiences.${seenBy}`) },
          {
            label: t('fields.state'),
            cell: (field) => (
              <>
                {field.archivedAt && <Badge>{t('fields.isArchived')}</Badge>}
                {field.isRequired && <Badge tone="info">{t('fields.isRequired')}</Badge>}
                {field.isUnique && <Badge tone="info">{t('fields.isUnique')}</Badge>}
                {field.isSealed && <Badge tone="warning">{t('fields.isSealed')}</Badge>}
              </>
            ),
          },
          {
            label: t('fields.actions'),
            quiet: true,
            narrow: true,
            cell: (field) => (
              <ActionForm
                action={`/settings/fields/${field.id}/${field.archivedAt ? 'restore' : 'archive'}`}
                idempotencyKey={keyFor({ idempotencyKey }, field.key)}
                variant="quiet"
                label={t(field.archivedAt ? 'fields.restore.label' : 'fields.archive.label', {
                  label: labelOf(field),
                })}
                confirm={
                  field.archivedAt ? undefined : t('fields.archive.confirm', { label: labelOf(field) })
                }
              >
                {t(field.archivedAt ? 'fields.restore.button' : 'fields.archive.button')}
              </ActionForm>
            ),
          },
        ]}
        empty={
          <EmptyState title={t('fields.none')} icon="settings">
            {t('fields.noneHelp')}
          </EmptyState>
        }
      />
    </PortalLayout>
  )
}
