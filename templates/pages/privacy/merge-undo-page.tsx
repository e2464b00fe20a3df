import type { MergeReply } from '../../../src/modules/privacy/contract.ts'
import { ActionForm } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface MergeUndoModel {
  merge: MergeReply
  idempotencyKey: string
}

/** Says what would go back and what would stay before anything happens. */
export function MergeUndoPage({ merge, idempotencyKey }: MergeUndoModel) {
  const t = useText()
  const { kept, merged, back, left } = merge
  const title = t('privacy.merges.one', { merged: merged.name, kept: kept.name })
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[{ label: t('privacy.merges.title'), href: '/merges/done' }]}
        />
      }
    >
      <Facts
        items={[
          { label: t('privacy.merges.kept'), value: <a href={`/people/${kept.personId}`}>{kept.name}</a> },
          {
            label: t('privacy.merges.mergedAt'),
            value: <Time value={merge.mergedAt} />,
            note: merge.mergedBy ?? undefined,
          },
          merge.undoneAt
            ? {
                label: t('privacy.merges.undoneAt'),
                value: <Time value={merge.undoneAt} />,
                note: merge.undoneBy ?? undefined,
              }
            : { label: t('privacy.merges.undoUntil'), value: <Time value={merge.undoUntil} /> },
        ]}
      />
      <Section title={t('privacy.merges.undo.title')} id="undo">
        {merge.refusalText && <Notice kind="info">{merge.refusalText}</Notice>}
        {merge.abilities.undo && (
          <>
            <p>{t('privacy.merges.undo.lead', { name: merged.name })}</p>
            <ul>
              <li>{t('privacy.merges.undo.account')}</li>
              <li>{t('privacy.merges.undo.since')}</li>
              <li>{t('privacy.merges.undo.audit')}</li>
            </ul>
            {back.length > 0 && (
              <Table
                caption={t('privacy.merges.undo.back')}
                showCaption
                rows={back}
                rowKey={(row) => row.title}
                columns={[
                  { label: t('privacy.merge.what'), heading: true, cell: (row) => row.title },
                  { label: t('privacy.merges.undo.count'), numeric: true, cell: ({ count }) => count },
                ]}
              />
            )}
            {left.length > 0 && (
              <Table
                caption={t('privacy.merges.undo.stays')}
                showCaption
                rows={left}
                rowKey={(row) => `${row.title} ${row.reason}`}
                columns={[
                  { label: t('privacy.merge.what'), heading: true, cell: (row) => row.title },
                  { label: t('privacy.merges.undo.count'), numeric: true, cell: ({ count }) => count },
                  { label: t('privacy.merges.undo.why'), cell: ({ text }) => text },
                ]}
              />
            )}
            <ActionForm action={`/merges/${merge.id}/undo`} idempotencyKey={idempotencyKey} variant="danger">
              {t('privacy.merges.undo.button')}
            </ActionForm>
          </>
        )}
      </Section>
    </PortalLayout>
  )
}
