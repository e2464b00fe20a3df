import type { KeysInUse } from '../../../src/modules/keys/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm } from '../../components/button.tsx'
import { Code } from '../../components/code.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function KeysPage({ current, columns, idempotencyKey }: KeysInUse & { idempotencyKey: string }) {
  const t = useText()
  const rows = countsByKey({ current, columns })
  return (
    <PortalLayout
      title={t('keys.title')}
      header={<PageHeader title={t('keys.title')} lead={t('keys.lead')} />}
    >
      <Notice kind="info">{t(rows.length > 1 ? 'keys.olderNeeded' : 'keys.onlyCurrent')}</Notice>
      <Table
        caption={t('keys.inUse')}
        rows={rows}
        rowKey={({ keyId }) => keyId}
        columns={[
          { label: t('keys.key'), heading: true, cell: ({ keyId }) => <Code>{keyId}</Code> },
          {
            label: t('keys.state'),
            cell: ({ keyId }) =>
              keyId === current ? (
                <Badge tone="success">{t('keys.current')}</Badge>
              ) : (
                <Badge>{t('keys.older')}</Badge>
              ),
          },
          { label: t('keys.count'), numeric: true, cell: ({ count }) => t('keys.counted', { count }) },
        ]}
      />
      <Section title={t('keys.rotation.title')} id="rotation">
        <p>{t('keys.rotation.what')}</p>
        <p>
          {t('keys.rotation.after')} <a href="/tasks">{t('tasks.title')}</a>
        </p>
        <ActionForm action="/settings/keys" idempotencyKey={idempotencyKey} variant="primary">
          {t('keys.rotation.start')}
        </ActionForm>
      </Section>
    </PortalLayout>
  )
}

/** Over all columns; the current key first, also where nothing stands under it yet. */
function countsByKey({ current, columns }: KeysInUse): Array<{ keyId: string; count: number }> {
  const counts = new Map([[current, 0]])
  for (const { keyId, count } of columns.flatMap(({ keys }) => keys))
    counts.set(keyId, (counts.get(keyId) ?? 0) + count)
  return [...counts].map(([keyId, count]) => ({ keyId, count }))
}
